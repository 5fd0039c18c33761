import path from 'node:path';
import type { SourceFiles } from '../document';
import { isObject, objectAt, textAt, type JsonObject } from '../json-object';
import { modulePath, type Instance } from './instances';
import { blocksIn, type Written } from './written-blocks';

interface References {
  readonly references: readonly string[];
  readonly isChosen: boolean;
}

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

  /** The expression of an attribute, as it is written. */
  expressionOf(instance: Instance, attribute: string): string | undefined {
    return this.files?.areOfThePlan === true ? this.blockOf(instance)?.expressions.get(attribute) : undefined;
  }

  /** The value of an input variable of the root module. */
  variableOf({ moduleAddress }: Instance, name: string): unknown {
    const variables = objectAt(this.plan, 'variables');
    return moduleAddress === '' ? objectAt(variables, name)['value'] : undefined;
  }

  /** The references that a local value is made of, and whether it chooses among them; undefined where it computes. */
  localOf(modules: string, name: string): References | undefined {
    if (this.files?.areOfThePlan !== true) return undefined;
    return referencesIn(this.blocksOf(modules)?.get('locals')?.expressions.get(name) ?? '');
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
      const call = objectAt(module, 'module_calls')[name];
      const source = isObject(call) ? (textAt(call, 'source') ?? '') : '';
      if (!isObject(call) || !/^\.\.?(\/|$)/.test(source)) return undefined;
      folder = path.join(folder, source);
      module = objectAt(call, 'module');
    }
    return folder;
  }
}

const reference = /[A-Za-z_][\w-]*(?:\.[\w-]+|\.\*|\[[^\]]*\])+/g;
const text = /"(?:[^"\\$%]|\\.)*"/g;

/** Of references, written texts, lists, maps and conditionals of them; a function or a loop may make anything. */
function referencesIn(expression: string): References | undefined {
  const found = (expression.match(reference) ?? []).flatMap((one): readonly string[] => {
    const at = one.search(/\.\*|\[(?!"[^"$%]*"\]|\d+\])/);
    // As a plan lists them: an index that is computed is a reference of its own, and hides which instance is meant.
    return at < 0 ? [one] : [one.slice(0, at), ...(one.slice(at).match(reference) ?? [])];
  });
  const rest = expression.replace(reference, '_').replace(text, '_');
  if (found.length === 0 || !/^[\w\s[\]{},=:?!<>&|-]+$/.test(rest) || /\bfor\b/.test(rest)) return undefined;
  return { references: found, isChosen: rest.trim() !== '_' };
}
