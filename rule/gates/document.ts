import type { Construct } from './declared';
import type { JsonObject } from './json-object';

/** The .tf files that a plan was made of; the plan itself does not say where anything is written. */
export interface SourceFiles {
  readonly folder: string;
  /** Whether a person says that the plan is of these files; else they only lie beside it, and may have changed since. */
  readonly areOfThePlan: boolean;
  /** The text of the .tf files in a folder, by path; none where there is no such folder. */
  readonly read: (folder: string) => ReadonlyMap<string, string>;
}

export interface UnknownLoop {
  readonly loop: string;
  readonly fragment: unknown;
}

export type DocumentKind = 'terraform-plan' | 'cloudformation-template';

/** A file that a gate can look at, told apart by its content. */
export interface GateDocument {
  readonly kind: DocumentKind;
  readonly file: string;
  readonly content: JsonObject;
  /** The line of a resource, by its logical id; 1 where the text does not tell. */
  readonly lineOf: (logicalId: string) => number;
  /** Of a plan. */
  readonly sources?: SourceFiles | undefined;
  /** The lines at which further YAML documents begin; CloudFormation reads one. */
  readonly further?: readonly number[];
  /** Of a template, whose other loops are written out: those whose turns nobody knows before the deployment. */
  readonly loops?: readonly UnknownLoop[];
  /** The parameters over whose defaults loops are written out. */
  readonly overDefaults?: ReadonlySet<string>;
  /** Documents of one scope are of one account: names and exports lead from one to another. Alone where undefined. */
  readonly scope?: string;
  /** Of one scope and one region; by the scope where undefined. */
  readonly environment?: string;
  readonly stackName?: string | undefined;
  readonly account?: string | undefined;
  /** Before its addresses, for a template within another document. */
  readonly prefix?: string;
  /** The files of nested templates, by the end of the URL under which they will be found. */
  readonly nested?: ReadonlyMap<string, string>;
  /** The construct that makes a resource, by its logical id. */
  readonly constructOf?: (logicalId: string) => Construct | undefined;
}
