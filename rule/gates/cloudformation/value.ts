import { isObject } from '../json-object';
import type { Resource } from './template';

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/**
 * An expression's value in one world. A text may have variables, for values that only the deployment knows; the same
 * variable is the same text wherever it is.
 */
export type Value =
  | Text
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'nothing' };

/** No name in AWS has it. */
const mark = '\uE000';
const variable = /\uE000(\d+)\uE000/g;
const firstVariable = /\uE000(\d+)\uE000/;

export const unknown = (why: string): Value => ({ kind: 'unknown', why });
export const isLiteral = (text: string): boolean => !text.includes(mark);
/** The written part of a text. */
export const withoutVariables = (text: string, instead = ''): string => text.replace(variable, instead);

/** The names that variables have in texts, and in words. */
export class Variables {
  private readonly numbers = new Map<string, number>();
  private readonly whys: string[] = [];

  text(key: string, why: string): Text {
    const number = this.numbers.get(key) ?? this.whys.push(why) - 1;
    this.numbers.set(key, number);
    return { kind: 'text', text: `${mark}${number}${mark}` };
  }

  /** The first variable of a text, in words. */
  why(text: string): string {
    const [, number] = text.match(firstVariable) ?? [];
    return this.whys[Number(number)] ?? 'a value that is known only when it is deployed';
  }

  /** A text with some of its variables put in. */
  replaced(text: string, instead: Readonly<Record<string, string>>): string {
    return Object.entries(instead).reduce(
      (made, [key, value]) => made.replaceAll(`${mark}${String(this.numbers.get(key))}${mark}`, value),
      text,
    );
  }
}

export const isNoValue = (raw: unknown): boolean => isObject(raw) && raw['Ref'] === 'AWS::NoValue';
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};
