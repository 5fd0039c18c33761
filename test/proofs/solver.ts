import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from '@jest/globals';
import * as v from 'valibot';
import { describeWithPython } from './python';

/** What a request may be like; everything that is left out may be anything. */
export interface RequestKind {
  readonly partition?: string;
  readonly principal?: 'user' | 'role' | 'service-linked' | 'root';
  readonly resource?:
    | 'own-user'
    | 'other-user'
    | 'a-user'
    | 'device'
    | 'own-device'
    | 'role'
    | 'root'
    | 'console'
    | 'none'
    | 'anything'
    | readonly Part[];
  /** Parts of the principal that are known; the others may be anything. */
  readonly known?: {
    readonly userName?: string | undefined;
    readonly account?: string | undefined;
    readonly path?: string | undefined;
    readonly userId?: string | undefined;
  };
  readonly mfa?: readonly MfaState[];
}
/** A resource in parts: text, or anything of a kind. */
export type Part =
  string | { readonly any: string; readonly of: 'account' | 'word' | 'name' | 'path' | 'text' };
export type MfaState = 'absent' | 'false' | 'true';

export type Formula =
  | { readonly and: readonly Formula[] }
  | { readonly or: readonly Formula[] }
  | { readonly not: Formula }
  | { readonly if: { readonly this: Formula; readonly then: Formula } }
  | { readonly denied: { readonly by: string; readonly statements?: readonly string[] } }
  | { readonly allowed: { readonly by: string } }
  | { readonly action: readonly string[] }
  | { readonly resource: readonly string[] }
  | { readonly principal: readonly string[] }
  | { readonly mfa: readonly MfaState[] }
  | { readonly said: string };

/** Does `holds` hold for every request of this kind? */
export interface Question {
  readonly documents: Readonly<Record<string, unknown>>;
  readonly request: RequestKind;
  readonly holds: Formula;
}

const answerSchema = v.object({
  id: v.number(),
  result: v.picklist(['proved', 'refuted', 'unknown']),
  why: v.optional(v.string()),
  counterexample: v.optional(
    v.object({
      action: v.string(),
      resource: v.string(),
      principal: v.string(),
      mfa: v.picklist(['absent', 'false', 'true']),
      context: v.array(v.string()),
    }),
  ),
});
export type Answer = Omit<v.InferOutput<typeof answerSchema>, 'id'>;

export interface Z3 {
  ask(question: Question): Promise<Answer>;
  /** Resolves once the process has ended. */
  close(): Promise<void>;
}

/** One process of z3's, which answers in the order in which it is asked. */
function startZ3(python: string): Z3 {
  const child = spawn(python, [path.join(__dirname, 'solver/main.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const ended = new Promise<void>((resolve) => {
    const end = (why: string) => () => {
      for (const { reject } of waiting.values()) reject(new Error(`z3 gave no answer: ${why}.`));
      waiting.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message)());
    child.once('exit', (code) => end(`its process ended with code ${code ?? 'none'}`)());
  });
  createInterface(child.stdout).on('line', (line) => {
    const { id, ...answer } = v.parse(answerSchema, JSON.parse(line));
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  let asked = 0;
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = (asked += 1);
        waiting.set(id, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
      }),
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** A block with a z3 of its own: started before its first test, ended after its last. */
export function describeWithZ3(title: string, fn: (z3: Pick<Z3, 'ask'>) => void): void {
  describeWithPython(title, (python) => {
    let z3: Z3 | undefined;
    beforeAll(() => {
      z3 = startZ3(python);
    });
    afterAll(() => z3?.close());
    fn({
      ask: (question) => {
        if (z3 === undefined) throw new Error('z3 runs in tests and hooks only.');
        return z3.ask(question);
      },
    });
  });
}
