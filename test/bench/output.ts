import { plainStyle } from '../../rule/report/style';
import { renderTable } from '../../rule/report/table/table';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

export function sayTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  say(`${title}\n`);
  say(renderTable(head, rows, plainStyle));
}

export const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

/** 5,000 */
export const grouped = (count: number): string => count.toLocaleString('en-US');
