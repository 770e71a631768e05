// The words of conditions in English, which tests read without a browser.

export const conditionEnglish = {
  and: ' and ',
  or: ' or ',
  not: (text: string) => `not (${text})`,
  $eq: (name: string, value: string) => `${name} is ${value}`,
  $ne: (name: string, value: string) => `${name} is not ${value}`,
  $gt: (name: string, value: string) => `${name} is more than ${value}`,
  $gte: (name: string, value: string) => `${name} is at least ${value}`,
  $lt: (name: string, value: string) => `${name} is less than ${value}`,
  $lte: (name: string, value: string) => `${name} is at most ${value}`,
  $in: (name: string, value: string) => `${name} is one of ${value}`,
  $nin: (name: string, value: string) => `${name} is none of ${value}`,
  $exists: (name: string, value: string) => (value === 'false' ? `${name} is missing` : `${name} is there`),
  $size: (name: string, value: string) => `${name} has ${value} entries`,
};
