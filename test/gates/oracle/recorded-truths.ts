import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Random } from './random';
import { sample, type Sample } from './templates';
import type { Truth } from './brute-force';

/** By the number of a random template: each user who gets a password, by `file#address`, and what brute force found. */
export type RecordedTruths = Readonly<Record<string, Readonly<Record<string, Truth>>>>;

export const truthsFile = path.resolve(__dirname, '../plans/recorded/truths-of-templates.json');
export const recordedTruths = (): RecordedTruths =>
  JSON.parse(readFileSync(truthsFile, 'utf8')) as RecordedTruths;

export const sampleOf = (number: string): Sample => sample(new Random(Number(number)));

/** Not those whose words are held (sentences.ts). */
export const truthNumbers = Array.from({ length: 100 }, (_, n) => String(2_000_003 + n));
