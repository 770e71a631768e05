// A step's form schema as fields to fill in. What the page cannot ask for is left to the API.
import { isObject, type Json, type JsonObject } from '../../functions/core/json.ts';
import { labelOf } from '../../functions/core/views/fields.ts';
import { type Html, html } from './html.ts';
import type { FormField } from './model.ts';

export function fieldsOfForm(schema: JsonObject | undefined): readonly FormField[] {
  const { properties, required } = schema ?? {};
  const names = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, property]) => {
    const type = typeOf(property);
    if (type === null || !isObject(property)) return [];
    const options = Array.isArray(property.enum) ? property.enum.map(String) : [];
    const label = typeof property.title === 'string' ? property.title : labelOf(name);
    return [{ name, label, type, options, isRequired: names.includes(name) }];
  });
}

function typeOf(property: Json): FormField['type'] | null {
  if (!isObject(property)) return null;
  const { type } = property;
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'string' || property.enum !== undefined ? 'text' : null;
}

/** Inputs whose names begin with `output.`: the script gathers them into the step's output. */
export function formField({ name, label, type, options, isRequired }: FormField): Html {
  const required = isRequired ? html` required` : '';
  const input =
    type === 'boolean'
      ? html`<input type="checkbox" name="output.${name}" data-type="boolean">`
      : options.length > 0
        ? html`<select name="output.${name}"${required}><option></option>${options.map((option) => html`<option>${option}</option>`)}</select>`
        : type === 'number'
          ? html`<input type="number" step="any" name="output.${name}" data-type="number"${required}>`
          : html`<textarea name="output.${name}" rows="2"${required}></textarea>`;
  return html`<label>${label}${isRequired ? '' : ' (optional)'} ${input}</label>`;
}
