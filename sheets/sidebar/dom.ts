// Elements made by name: texts are always texts, never markup.

type Child = Node | string | null;
interface Props {
  readonly class?: string;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly type?: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly datetime?: string;
  readonly onclick?: () => void;
}

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  const { onclick, disabled, value, ...attributes } = props;
  for (const [attribute, text] of Object.entries(attributes)) element.setAttribute(attribute, String(text));
  if (name === 'button' && props.type === undefined) element.setAttribute('type', 'button');
  if (disabled === true) element.setAttribute('disabled', '');
  if (value !== undefined) (element as HTMLInputElement).value = value;
  if (onclick !== undefined) element.addEventListener('click', onclick);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== ''));
  return element;
}

export function show(place: Element, ...children: readonly Child[]): void {
  place.replaceChildren(...children.filter((child): child is Node | string => child !== null));
}
