import path from 'node:path';
import type { SourceFiles } from '../document';
import { objectAt, textAt, type JsonObject } from '../json-object';
import { modulePath, type Instance } from './instances';
import { blocksIn, type Written } from './written-blocks';

/** The place in the files of each resource of a plan, as far as the files are at hand. */
export class Sources {
  private readonly folders = new Map<string, ReadonlyMap<string, Written>>();

  constructor(
    private readonly plan: JsonObject,
    private readonly files: SourceFiles | undefined,
  ) {}

  placeOf(instance: Instance): Pick<Written, 'file' | 'line'> | undefined {
    const written = this.blockOf(instance);
    return written === undefined ? undefined : { file: written.file, line: written.line };
  }

  get areOfThePlan(): boolean {
    return this.files?.areOfThePlan === true;
  }

  /** An argument as it is written, of `aws_iam_user.alice`, `module.team`, `output.user`, `variable.users` or `locals`. */
  expressionAt(modules: string, block: string, name: string): string | undefined {
    return this.blocksOf(modules)?.get(block)?.expressions.get(name);
  }

  private blockOf({ moduleAddress, key }: Instance): Written | undefined {
    return this.blocksOf(modulePath(moduleAddress))?.get(key);
  }

  private blocksOf(modules: string): ReadonlyMap<string, Written> | undefined {
    const folder = this.folderOf(modules);
    if (folder === undefined) return undefined;
    const blocks = this.folders.get(folder) ?? blocksIn(this.files?.read(folder) ?? new Map());
    this.folders.set(folder, blocks);
    return blocks;
  }

  /** Of a module whose source is a folder; others lie elsewhere. */
  private folderOf(modules: string): string | undefined {
    if (this.files === undefined) return undefined;
    let [folder, module] = [this.files.folder, objectAt(objectAt(this.plan, 'configuration'), 'root_module')];
    for (const name of modules === '' ? [] : modules.split('.')) {
      const call = objectAt(objectAt(module, 'module_calls'), name);
      const source = textAt(call, 'source') ?? '';
      if (!/^\.\.?(\/|$)/.test(source)) return undefined;
      folder = path.join(folder, source);
      module = objectAt(call, 'module');
    }
    return folder;
  }
}
