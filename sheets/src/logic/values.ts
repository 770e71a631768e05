// A cell as a value of its field. What does not fit is said in words; nothing is guessed.

import type { Field } from './fields.ts';
import type { MappedColumn } from './mapping.ts';
import { hasOwn } from './own.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };
/** As `getValues` has it: a date is a Date of the script's own realm. */
export type Cell = unknown;

export interface RowCells {
  readonly values: readonly Cell[];
  /** As the person sees them. */
  readonly displays: readonly string[];
}
/** A day as the spreadsheet's own time zone has it, "2026-11-27". */
export type DayOf = (date: Date) => string;

export type Converted<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

const TRUE = new Set(['true', 'yes', 'y', '1', 'হ্যাঁ', 'হাঁ']);
const FALSE = new Set(['false', 'no', 'n', '0', 'না']);
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What a formula shows when it fails. */
const FAILED = /^#(?:REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|ERROR)[!?]?$/;

export function dataOf(row: RowCells, columns: readonly MappedColumn[], dayOf: DayOf): Converted<JsonObject> {
  const data: Record<string, Json> = {};
  const problems: string[] = [];
  for (const { index, header, field } of columns) {
    const cell = row.values[index];
    if (isEmpty(cell)) continue;
    const value = fieldValue(cell, row.displays[index] ?? '', field, dayOf);
    if (value === undefined)
      problems.push(`“${header}” ${WANTED[field.type](field)}; the cell says “${row.displays[index] ?? ''}”.`);
    else place(data, field.path.split('.'), value);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: data };
}

export const isEmpty = (cell: Cell): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');

const WANTED: { readonly [type in Field['type']]: (field: Field) => string } = {
  text: ({ options }) => (options === undefined ? 'has to be a text' : `has to be one of: ${options.join(', ')}`),
  number: () => 'has to be a number',
  integer: () => 'has to be a whole number',
  boolean: () => 'has to be yes or no',
  date: () => 'has to be a date, such as 2026-11-27',
  'date-time': () => 'has to be a date with a time',
  list: () => 'has to be a list with commas',
  json: () => 'has to be a value written as JSON',
};

/** undefined: it does not fit. */
function fieldValue(cell: Cell, display: string, field: Field, dayOf: DayOf): Json | undefined {
  const text = isDate(cell) ? display : String(cell).trim();
  if (FAILED.test(text)) return undefined;
  switch (field.type) {
    case 'text':
      return field.options === undefined ? text : optionOf(text, field.options);
    case 'number':
      return numberOf(cell, text);
    case 'integer': {
      const number = numberOf(cell, text);
      return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'boolean':
      return typeof cell === 'boolean' ? cell : truthOf(text.toLowerCase());
    case 'date':
      return isDate(cell) ? dayOf(cell) : dayIn(text);
    case 'date-time':
      return isDate(cell) ? cell.toISOString() : momentIn(text);
    case 'list':
      return text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
    case 'json':
      return jsonIn(text);
    default:
      return field.type satisfies never;
  }
}

const isDate = (cell: Cell): cell is Date => Object.prototype.toString.call(cell) === '[object Date]';

const optionOf = (text: string, options: readonly string[]): string | undefined =>
  options.find((option) => option === text) ?? options.find((option) => option.toLowerCase() === text.toLowerCase());

function numberOf(cell: Cell, text: string): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== 'string') return undefined;
  // Bengali digits, and commas that group digits the western or the South Asian way: 1,234,567 and 12,34,567.
  const western = text.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6));
  const plain = /^[+-]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(western) ? western.replace(/,/g, '') : western;
  return NUMBER.test(plain) ? Number(plain) : undefined;
}

function truthOf(text: string): boolean | undefined {
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

function dayIn(text: string): string | undefined {
  if (!DAY.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

function momentIn(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function jsonIn(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The path was checked when the columns were mapped: no name of it reaches a prototype. */
function place(data: Record<string, Json>, path: readonly string[], value: Json): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    data[name] = value;
    return;
  }
  const inner = hasOwn(data, name) ? data[name] : {};
  const object = { ...(inner as Record<string, Json>) };
  place(object, rest, value);
  data[name] = object;
}
