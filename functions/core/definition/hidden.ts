// The places of a request's data that a definition hides: what is sensitive, and what is somebody's.

interface Hiding {
  readonly sensitive?: readonly string[] | undefined;
  readonly personal?: readonly { readonly pointer: string }[] | undefined;
}

/** Each pointer once: what is sealed, and left out for viewers without need, in messages and in the audit's changes. */
export const hiddenPointers = ({ sensitive = [], personal = [] }: Hiding): readonly string[] => [
  ...new Set([...sensitive, ...personal.map(({ pointer }) => pointer)]),
];
