/**
 * The page's only script, as the browser runs it; the policy of the page allows it by its hash. It reads the inert data and draws
 * as many rows as the page may hold. Elements come from the table in `parts.ts`, text goes in as text.
 */
export const client = String.raw`(() => {
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString('en');
const find = byId('find'), filter = byId('filter'), order = byId('order'), found = byId('found'), csv = byId('csv');
const step = 100;

function make(tag, properties, attributes = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function part(one) {
  if (typeof one === 'string') return one;
  const [kind, inside, datetime] = one;
  const [tag, className] = data.elements[kind];
  const children = data.breaks[kind] === undefined ? inside.map(part)
    : inside.join('').split(new RegExp(data.breaks[kind])).flatMap((piece, at) => (at === 0 ? [piece] : [document.createElement('wbr'), piece]));
  return make(tag, className === '' ? {} : { className }, datetime === undefined ? {} : { datetime }, children);
}

const textOf = (one) => (typeof one === 'string' ? one : one[1].map(textOf).join(' '));

function tableView(spec) {
  const table = byId(spec.id + '-table');
  if (table === null) return { spec, shown: spec.rows, show() {}, print() {} };
  const section = table.parentElement;
  const paging = section.querySelector('.paging'), printed = section.querySelector('[data-part=printed]');
  const [range, more, first] = ['range', 'more', 'first'].map((name) => paging.querySelector('[data-part=' + name + ']'));
  let shown = spec.rows, inGroups = true, from = 0, to = 0;

  const count = () => table.querySelectorAll('tbody tr').length;

  function tr(row) {
    return make('tr', { className: 'row' }, { role: 'row' }, row.cells.map((cell, at) =>
      at === 0
        ? make('td', {}, { role: 'cell' }, cell.map(part))
        : make('td', {}, { role: 'cell', 'data-label': spec.heads[at] }, [make('div', {}, {}, cell.map(part))])));
  }

  function add(row) {
    let body = table.tBodies[table.tBodies.length - 1];
    const group = inGroups ? row.group : undefined;
    if (body === undefined || body.group !== group) {
      body = make('tbody', { group }, { role: 'rowgroup' });
      if (group !== undefined)
        body.append(make('tr', { className: 'group' }, { role: 'row' }, [
          make('th', { textContent: group, scope: 'rowgroup', colSpan: spec.heads.length }, { role: 'rowheader' })]));
      table.append(body);
    }
    body.append(tr(row));
  }

  function dropFirst() {
    const body = table.tBodies[0];
    body.querySelector('tr.row').remove();
    if (body.querySelector('tr.row') === null) body.remove();
    from++;
  }

  function extend(most) {
    while (to < shown.length && count() < most) add(shown[to++]);
    if (count() > most) { table.tBodies[table.tBodies.length - 1].lastElementChild.remove(); to--; }
  }

  function say() {
    const all = shown.length;
    paging.hidden = from === 0 && to >= all;
    range.textContent = number(from + 1) + ' to ' + number(to) + ' of ' + number(all);
    more.hidden = to >= all;
    more.textContent = 'Show ' + number(Math.min(step, all - to)) + ' more';
    first.hidden = from === 0;
    const left = spec.rows.length - (to - from);
    printed.hidden = left <= 0;
    printed.textContent = 'And ' + number(left) + ' more that are not shown here: the JSON or the CSV names all of them.';
  }

  function draw(most) {
    for (const body of [...table.tBodies]) body.remove();
    from = to = 0;
    extend(most);
    if (table.tBodies.length === 0) table.append(make('tbody', {}, { role: 'rowgroup' }));
    say();
  }

  more.addEventListener('click', () => {
    const until = Math.min(shown.length, to + step);
    while (to < until) {
      add(shown[to++]);
      while (count() > spec.most) dropFirst();
    }
    say();
    if (more.hidden) (first.hidden ? table : first).focus();
  });
  first.addEventListener('click', () => {
    draw(spec.most);
    table.scrollIntoView();
    more.focus({ preventScroll: true });
  });

  return {
    spec,
    get shown() { return shown; },
    show(rows, sorted) { shown = rows; inGroups = !sorted; draw(spec.most); },
    print(on) { draw(on ? Infinity : spec.most); },
  };
}

const views = data.tables.map(tableView);
const [main] = views;
const texts = new Map();
const searched = (row) => {
  if (!texts.has(row)) texts.set(row, (row.cells.flat().map(textOf).join(' ') + ' ' + (row.find || '')).toLowerCase());
  return texts.get(row);
};
const states = new Map();
let unreadShown = data.csv.unread;

function words() {
  return find === null ? [] : find.value.toLowerCase().split(/\s+/).filter(Boolean);
}

function choose() {
  const wanted = words();
  const matches = (text) => wanted.every((word) => text.includes(word));
  states.clear();
  const tally = (state, many) => { if (many > 0) states.set(state, (states.get(state) || 0) + many); };
  for (const view of views) {
    let rows = wanted.length === 0 ? view.spec.rows : view.spec.rows.filter((row) => matches(searched(row)));
    if (view === main) {
      if (filter !== null && filter.selectedIndex > 0) rows = rows.filter((row) => row.filter === filter.value);
      const by = order === null ? 0 : order.selectedIndex;
      if (by > 0)
        rows = [...rows].sort((a, b) => {
          const x = a.order[by - 1], y = b.order[by - 1];
          return typeof x === 'number' ? x - y : collator.compare(x, y);
        });
    }
    for (const row of rows) tally(row.state, 1);
    view.show(rows, view === main && order !== null && order.selectedIndex > 0);
    const details = byId(view.spec.id) && byId(view.spec.id).querySelector(':scope > details');
    if (details !== null && wanted.length > 0 && rows.length > 0) details.open = true;
  }
  for (const { id, state, most, items } of data.names) {
    const matching = wanted.length === 0 ? items : items.filter((item) => matches(item.map(textOf).join(' ').toLowerCase()));
    tally(state, matching.length);
    byId(id).replaceChildren(...matching.slice(0, most).map((item) => make('li', {}, {}, item.map(part))));
    const left = matching.length - most;
    document.querySelector('[data-rest="' + id + '"]').textContent = left > 0 ? 'And ' + number(left) + ' more: the JSON and the CSV name them.' : '';
  }
  unreadShown = wanted.length === 0 ? data.csv.unread : data.csv.unread.filter((row) => matches(row.join(' ').toLowerCase()));
  say(wanted.length > 0);
}

function say(searching) {
  if (found === null) return;
  const total = views.reduce((sum, view) => sum + view.spec.rows.length, 0) + data.names.reduce((sum, one) => sum + one.items.length, 0);
  const matching = [...states.values()].reduce((sum, many) => sum + many, 0);
  const parts = [...states].map(([state, many]) => number(many) + ' ' + state);
  const here = main.shown.length, all = main.spec.rows.length;
  found.textContent = searching
    ? number(matching) + ' of ' + number(total) + (matching === 1 ? ' matches' : ' match') + (parts.length === 0 ? '' : ': ' + parts.join(', '))
    : all === 0 ? '' : number(here) + ' of ' + number(all) + (data.rowsAre === 'people' ? ' shown'
      : (all === 1 ? ' account' : ' accounts') + ' shown, ' + number(main.shown.reduce((sum, row) => sum + row.people, 0)) + ' people');
  const lines = csvRows().length, most = views.reduce((sum, { spec }) => sum + spec.rows.reduce((some, row) => some + row.csv.length, 0), data.csv.unread.length);
  csv.textContent = 'Download ' + (lines === most ? 'all ' : 'these ') + number(lines) + ' as CSV';
}

const csvRows = () => [...views.flatMap((view) => view.shown.flatMap((row) => row.csv)), ...unreadShown];

function csvText() {
  const cell = (value) => {
    const text = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  return [data.csv.head, ...csvRows()].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

if (csv !== null)
  csv.addEventListener('click', () => {
    const link = make('a', { href: URL.createObjectURL(new Blob([csvText()], { type: 'text/csv;charset=utf-8' })), download: data.csv.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (button === null) return;
  const code = button.parentElement.querySelector('code');
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
  byId('said').textContent = 'Copied.';
  setTimeout(() => { button.textContent = 'Copy'; byId('said').textContent = ''; }, 2000);
});

for (const control of [filter, order]) if (control !== null) control.addEventListener('change', choose);
if (find !== null) find.addEventListener('input', choose);
addEventListener('beforeprint', () => {
  main.print(true);
  for (const details of document.querySelectorAll('.people-more')) details.open = true;
});
addEventListener('afterprint', () => main.print(false));
document.documentElement.classList.add('js');
choose();
})();
`;
