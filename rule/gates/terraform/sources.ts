import path from 'node:path';
import { isObject, objectAt, textAt, type JsonObject } from '../json-object';
import { modulePath, type Instance } from './instances';

/** The text of the .tf files of a configuration, by path from its root; the plan itself does not say where anything is written. */
export type SourceFiles = ReadonlyMap<string, string>;

interface Written {
  readonly file: string;
  readonly line: number;
  /** The lines of the block. */
  readonly body: readonly string[];
}

/** Where the resources of a plan are written, as far as the files are at hand. */
export class Sources {
  private readonly blocks = new Map<string, Written>();

  constructor(
    private readonly plan: JsonObject,
    files: SourceFiles,
  ) {
    for (const [file, text] of files) this.read(file, text.split(/\r?\n/));
  }

  private read(file: string, lines: readonly string[]): void {
    lines.forEach((line, index) => {
      const [, mode, type = '', name = ''] =
        /^\s*(resource|data)\s+"([^"]+)"\s+"([^"]+)"\s*\{/.exec(line) ?? [];
      if (mode === undefined) return;
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      const rest = lines.slice(index + 1);
      const end = rest.findIndex((one) => one.startsWith(`${indent}}`));
      const key = `${path.posix.dirname(file)} ${mode === 'data' ? 'data.' : ''}${type}.${name}`;
      this.blocks.set(key, { file, line: index + 1, body: rest.slice(0, end < 0 ? 0 : end) });
    });
  }

  placeOf(instance: Instance): { readonly file: string; readonly line: number } | undefined {
    return this.blockOf(instance);
  }

  /** The expression of an attribute that is written on one line. */
  expressionOf(instance: Instance, attribute: string): string | undefined {
    const line = this.blockOf(instance)?.body.find((one) => new RegExp(`^\\s*${attribute}\\s*=`).test(one));
    return line?.replace(/^[^=]*=\s*/, '').replace(/\s*(#.*|\/\/.*)?$/, '');
  }

  private blockOf({ moduleAddress, key }: Instance): Written | undefined {
    const folder = this.folderOf(modulePath(moduleAddress));
    return folder === undefined ? undefined : this.blocks.get(`${folder} ${key}`);
  }

  /** Of a module whose source is a folder; others lie elsewhere. */
  private folderOf(modules: string): string | undefined {
    let [folder, module]: [string, JsonObject] = [
      '.',
      objectAt(objectAt(this.plan, 'configuration'), 'root_module'),
    ];
    for (const name of modules.split('.').filter((part) => part !== '')) {
      const call = objectAt(module, 'module_calls')[name];
      const source = isObject(call) ? textAt(call, 'source') : undefined;
      if (!isObject(call) || source === undefined || !/^\.\.?(\/|$)/.test(source)) return undefined;
      folder = path.posix.normalize(path.posix.join(folder, source)).replace(/(.)\/$/, '$1');
      module = objectAt(call, 'module');
    }
    return folder;
  }
}
