// Cells and rows of a sheet: what is typed becomes a value, a formula or a text, as in Sheets.

export type Value = string | number | boolean | Date;
export interface Cell {
  value: Value;
  /** What would be computed; "" for none. A formula that came from outside is what must never be here. */
  formula: string;
  note: string;
  format: string;
}
export interface MetadataModel {
  readonly id: number;
  readonly key: string;
  value: string;
  readonly visibility: string;
}
/** Metadata belongs to the row; a sort moves the cells alone. */
export interface RowModel {
  cells: Cell[];
  metadata: MetadataModel[];
  isHiddenByFilter: boolean;
  isHiddenByUser: boolean;
}

export const emptyCell = (): Cell => ({ value: '', formula: '', note: '', format: '' });
export const emptyRow = (columns: number): RowModel => ({
  cells: Array.from({ length: columns }, emptyCell),
  metadata: [],
  isHiddenByFilter: false,
  isHiddenByUser: false,
});

export const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** What setValue and the keyboard do with a value. */
export function enter(cell: Cell, entered: unknown): void {
  cell.formula = '';
  if (isDate(entered)) cell.value = new Date(entered.getTime());
  else if (typeof entered !== 'string') cell.value = entered as Value;
  else if (entered.startsWith("'")) cell.value = entered.slice(1);
  else if (NUMBER.test(entered.trim())) cell.value = Number(entered);
  else if (/^[\t\r\n ]*[=+@-]/.test(entered) && /^[=+@-]./.test(entered.trim())) {
    cell.formula = entered;
    cell.value = '#NAME?';
  } else if (/^(?:true|false)$/i.test(entered)) cell.value = entered.toLowerCase() === 'true';
  else cell.value = entered;
}

export function display({ value }: Cell): string {
  if (isDate(value)) return value.toISOString().slice(0, 16).replace('T', ' ');
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}
