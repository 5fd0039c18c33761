import path from 'node:path';
import type { SourceFiles } from '../document';
import { isObject, objectAt, textAt, type JsonObject } from '../json-object';
import { modulePath, type Instance } from './instances';

interface Written {
  readonly file: string;
  readonly line: number;
  /** The lines of the block. */
  readonly body: readonly string[];
}

type Blocks = ReadonlyMap<string, Written>;

/** The place in the files of each resource of a plan, as far as the files are at hand. */
export class Sources {
  private readonly folders = new Map<string, Blocks>();

  constructor(
    private readonly plan: JsonObject,
    private readonly files: SourceFiles | undefined,
  ) {}

  placeOf(instance: Instance): Pick<Written, 'file' | 'line'> | undefined {
    const written = this.blockOf(instance);
    return written === undefined ? undefined : { file: written.file, line: written.line };
  }

  /** The expression of an attribute that is written on one line. */
  expressionOf(instance: Instance, attribute: string): string | undefined {
    if (this.files?.areOfThePlan !== true) return undefined;
    const lines = this.blockOf(instance)?.body ?? [];
    const line = lines.find((one) => one.trimStart().split(/\s*=/)[0] === attribute);
    return line?.replace(/^[^=]*=\s*/, '').replace(/\s*(#.*|\/\/.*)?$/, '');
  }

  private blockOf({ moduleAddress, key }: Instance): Written | undefined {
    const folder = this.folderOf(modulePath(moduleAddress));
    if (folder === undefined) return undefined;
    const blocks = this.folders.get(folder) ?? blocksIn(this.files?.read(folder) ?? new Map());
    this.folders.set(folder, blocks);
    return blocks.get(key);
  }

  /** Of a module whose source is a folder; others lie elsewhere. */
  private folderOf(modules: string): string | undefined {
    if (this.files === undefined) return undefined;
    let [folder, module] = [this.files.folder, objectAt(objectAt(this.plan, 'configuration'), 'root_module')];
    for (const name of modules === '' ? [] : modules.split('.')) {
      const call = objectAt(module, 'module_calls')[name];
      const source = isObject(call) ? (textAt(call, 'source') ?? '') : '';
      if (!isObject(call) || !/^\.\.?(\/|$)/.test(source)) return undefined;
      folder = path.join(folder, source);
      module = objectAt(call, 'module');
    }
    return folder;
  }
}

function blocksIn(files: ReadonlyMap<string, string>): Blocks {
  const blocks = new Map<string, Written>();
  for (const [file, text] of files) {
    const lines = text.split(/\r?\n/);
    lines.forEach((line, index) => {
      const [, mode, type = '', name = ''] = /^(resource|data)\s+"([^"]+)"\s+"([^"]+)"\s*\{/.exec(line) ?? [];
      if (mode === undefined) return;
      const rest = lines.slice(index + 1);
      const body = rest.slice(
        0,
        Math.max(
          0,
          rest.findIndex((one) => one.startsWith('}')),
        ),
      );
      blocks.set(`${mode === 'data' ? 'data.' : ''}${type}.${name}`, { file, line: index + 1, body });
    });
  }
  return blocks;
}
