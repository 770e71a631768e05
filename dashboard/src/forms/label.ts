// What a field is called: its title, or its name in words.
import type { Schema } from '../data/definition.ts';

export const labelOf = (name: string, schema?: Schema): string => schema?.title ?? inWords(name);

/** "totalAmount" → "Total amount", "orderId" → "Order ID". */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => (/^id$/i.test(word) ? 'ID' : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "/customer/phone" → ["customer", "phone"]. */
export const pointerParts = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** "Customer › Phone" by the schema's titles. */
export function pointerLabel(pointer: string, schema: Schema | undefined): string {
  let at = schema;
  return pointerParts(pointer)
    .map((name) => {
      at = at?.properties?.[name] ?? at?.items;
      return labelOf(name, at);
    })
    .join(' › ');
}
