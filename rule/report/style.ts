import { usualProgram } from './words/commands';

/** How a report is shown. */
export interface Style {
  readonly colour: boolean;
  /** The width of the terminal; undefined where lines may be of any length: in a pipe or a file. */
  readonly columns: number | undefined;
  /** Whether the table lists all users, not only those who must act. */
  readonly all: boolean;
  /** Whether the CSV is for Excel. */
  readonly excel: boolean;
  /** The file that SARIF results point to: a live user is in no file, and GitHub refuses results without one. */
  readonly sarifFile: string;
  /** How this program is called where its advice is pasted. */
  readonly program: string;
}

/** A document that is not read on a terminal. */
export const plainStyle: Style = {
  colour: false,
  columns: undefined,
  all: false,
  excel: false,
  sarifFile: 'iam-user-mfa.json',
  program: usualProgram,
};
