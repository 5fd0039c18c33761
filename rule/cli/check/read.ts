import type { UnseenThing } from '../../gates/declared';
import type { GateDocument } from '../../gates/document';

/** The documents of the places that a check was given, and what could not be read in them. */
export interface Read {
  readonly documents: readonly GateDocument[];
  readonly unseen: readonly UnseenThing[];
}

export const joined = (read: readonly Read[]): Read => ({
  documents: read.flatMap(({ documents }) => documents),
  unseen: read.flatMap(({ unseen }) => unseen),
});

/** A whole file that cannot be seen. */
export const unreadable = (file: string, why: string): Read => ({
  documents: [],
  unseen: [{ address: file, why, place: { file, line: 1 } }],
});
