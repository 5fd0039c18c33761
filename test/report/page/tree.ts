// A page of ours as a tree. Our pages close every element and quote every attribute, so any other tag is a fault.

export interface Node {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly inside: (Node | string)[];
}

const empty = ['meta', 'wbr', 'input', 'rect', 'path'];
/** A text right within these would stand beside what they hold. */
const ofElements =
  'html head body main section nav table thead tbody tr ul ol dl figure svg header footer noscript'.split(
    ' ',
  );
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const decoded = (text: string): string =>
  text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined) throw new Error(`no entity of ours: ${whole}`);
    return character;
  });

/** @throws where an element is not closed by its own tag, or a text could be taken for markup */
export function treeOf(html: string): Node {
  const root: Node = { tag: '', attributes: new Map(), inside: [] };
  const open = [root];
  const token =
    /<!DOCTYPE html>|<(script|style)([^>]*)>([\s\S]*?)<\/\1>|<(\/?)([a-z0-9]+)([^<>]*)>|([^<>]+)|([\s\S])/g;
  for (const [
    whole,
    raw,
    rawAttributes = '',
    content = '',
    closing,
    tag,
    attributes = '',
    text,
    stray,
  ] of html.matchAll(token)) {
    const parent = open.at(-1) ?? root;
    if (stray !== undefined) throw new Error(`a stray ${stray}`);
    if (text !== undefined) {
      if (text.trim() !== '' && ofElements.includes(parent.tag))
        throw new Error(`a text in <${parent.tag}>: ${text}`);
      parent.inside.push(decoded(text));
    } else if (raw !== undefined)
      parent.inside.push({ tag: raw, attributes: attributesOf(rawAttributes), inside: [content] });
    else if (tag !== undefined && closing === '/') {
      if (parent.tag !== tag) throw new Error(`</${tag}> closes <${parent.tag}>`);
      open.pop();
    } else if (tag !== undefined) {
      const node: Node = { tag, attributes: attributesOf(attributes), inside: [] };
      parent.inside.push(node);
      if (!empty.includes(tag)) open.push(node);
    } else if (whole !== '<!DOCTYPE html>') throw new Error(`no tag of ours: ${whole}`);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.tag ?? ''}> is never closed`);
  return root;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attribute = / ([a-zA-Z0-9-]+)(?:="([^"]*)")?/g;
  const rest = text.replace(attribute, '').replace(/^\/$/, '');
  if (rest !== '') throw new Error(`no attribute of ours: ${rest}`);
  return new Map([...text.matchAll(attribute)].map(([, name = '', value = '']) => [name, decoded(value)]));
}

export const elementsOf = (node: Node, tag: string): readonly Node[] =>
  node.inside.flatMap((one) =>
    typeof one === 'string' ? [] : [...(one.tag === tag ? [one] : []), ...elementsOf(one, tag)],
  );

export const textOf = (node: Node | string): string =>
  typeof node === 'string' ? node : node.inside.map(textOf).join('');

/** The texts of all elements of a kind in a piece of markup. */
export const textsIn = (markup: string, tag: string): readonly string[] =>
  elementsOf(treeOf(markup), tag).map(textOf);
