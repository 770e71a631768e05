// Links without what follows their `#`: there is the key of a link that decides, which no copy of a message may hold.

/** Text or HTML; every character of a word after the `#` of an address in it becomes one `…`. */
export const withoutKeys = (text: string): string =>
  text.replaceAll(/[^\s"'<>]+/g, (word) => {
    const address = word.indexOf('://');
    const mark = address < 0 ? -1 : word.indexOf('#', address);
    return mark < 0 ? word : `${word.slice(0, mark + 1)}…`;
  });
