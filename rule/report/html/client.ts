/**
 * The page's only script, as the browser runs it; the policy of the page allows it by its hash. It reads the inert data and
 * keeps the rows that are scrolled to in the document, never all of them. Text goes in by textContent only.
 */
export const client = String.raw`(() => {
'use strict';
const { tables } = JSON.parse(document.getElementById('data').textContent);
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const most = 60;
const dialog = document.getElementById('detail');
dialog.querySelector('button').addEventListener('click', () => dialog.close());

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function cellText(value) {
  return value === '' ? '-' : String(value);
}

function mount(spec) {
  const root = document.getElementById(spec.id);
  const part = (name) => root.querySelector('[data-part="' + name + '"]');
  const search = part('search'), filter = part('filter'), sort = part('sort'), count = part('count');
  const scroll = part('scroll'), body = part('body');
  const table = root.querySelector('table');
  const heads = [...root.querySelectorAll('th')];
  const texts = spec.rows.map((row) => row.join(' \u0001 ').toLowerCase());
  let shown = spec.rows.map((_, index) => index);
  // Measured once for a width: a height that changes under a scroll would move its end away.
  let rowHeight = 54, measured = false;
  let first = -1, last = -1, focused = -1, printing = false;

  function choose() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filter.value;
    shown = [];
    for (let index = 0; index < spec.rows.length; index++) {
      if (wanted !== '' && String(spec.rows[index][spec.filterColumn]) !== wanted) continue;
      if (words.every((word) => texts[index].includes(word))) shown.push(index);
    }
    const [column, direction] = sort.value === '' ? [-1, 1] : sort.value.split(':').map(Number);
    if (column >= 0) {
      const number = spec.columns[column].kind === 'number';
      shown.sort((a, b) => {
        const x = spec.rows[a][column], y = spec.rows[b][column];
        if (x === '' || y === '') return (x === '' ? 1 : 0) - (y === '' ? 1 : 0) || a - b;
        return direction * (number ? x - y : collator.compare(x, y)) || a - b;
      });
    }
    heads.forEach((head, index) => {
      head.setAttribute('aria-sort', index !== column ? 'none' : direction === 1 ? 'ascending' : 'descending');
    });
    count.textContent = shown.length.toLocaleString('en') + ' of ' + spec.rows.length.toLocaleString('en') + ' shown';
    table.setAttribute('aria-rowcount', String(shown.length + 1));
    scroll.scrollTop = 0;
    first = last = -1;
    focused = -1;
    render();
  }

  function rowOf(position) {
    const row = spec.rows[shown[position]];
    const tr = make('tr', { className: 'row' });
    tr.setAttribute('role', 'row');
    tr.setAttribute('aria-rowindex', String(position + 2));
    tr.dataset.position = String(position);
    tr.dataset.state = String(row[spec.filterColumn]);
    row.forEach((value, column) => {
      const kind = spec.columns[column].kind || 'plain';
      const td = make('td', { className: kind + (value === '' ? ' empty' : '') + (column === spec.filterColumn ? ' state' : '') });
      td.setAttribute('role', 'cell');
      if (column === spec.nameColumn) {
        const button = make('button', { type: 'button', textContent: cellText(value), tabIndex: position === Math.max(focused, 0) ? 0 : -1 });
        button.setAttribute('aria-label', 'Details of ' + cellText(value));
        button.addEventListener('click', () => open(shown[position]));
        td.append(button);
      } else td.append(make('div', { textContent: cellText(value) }));
      tr.append(td);
    });
    return tr;
  }

  function space(height) {
    const td = make('td', { colSpan: spec.columns.length });
    td.style.height = height + 'px';
    const tr = make('tr', { className: 'space' }, td);
    tr.setAttribute('aria-hidden', 'true');
    return tr;
  }

  function render() {
    const room = Math.ceil(scroll.clientHeight / rowHeight);
    const ahead = Math.max(5, Math.floor((most - room) / 2));
    const from = printing ? 0 : Math.max(0, Math.min(Math.floor(scroll.scrollTop / rowHeight) - ahead, shown.length - most));
    const to = printing ? shown.length : Math.min(shown.length, from + most);
    if (from === first && to === last) return;
    const hadFocus = body.contains(document.activeElement);
    first = from;
    last = to;
    const rows = [];
    for (let position = from; position < to; position++) rows.push(rowOf(position));
    body.replaceChildren(space(from * rowHeight), ...rows, space((shown.length - to) * rowHeight));
    if (rows.length > 1 && !printing && !measured) {
      const height = rows[1].getBoundingClientRect().height;
      measured = height > 0;
      if (height > 0 && Math.abs(height - rowHeight) > 1) {
        rowHeight = height;
        first = -1;
        return render();
      }
    }
    if (hadFocus) focusRow(focused);
  }

  function focusRow(position) {
    const row = body.querySelector('tr[data-position="' + position + '"] button');
    if (row === null) scroll.focus({ preventScroll: true });
    else {
      for (const button of body.querySelectorAll('tr.row button')) button.tabIndex = -1;
      row.tabIndex = 0;
      row.focus({ preventScroll: true });
    }
  }

  function move(position) {
    focused = Math.max(0, Math.min(shown.length - 1, position));
    const top = focused * rowHeight, bottom = top + rowHeight;
    const head = table.tHead.getBoundingClientRect().height;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (bottom + head > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom + head - scroll.clientHeight;
    render();
    focusRow(focused);
  }

  function open(index) {
    const row = spec.rows[index];
    dialog.querySelector('h2').textContent = cellText(row[spec.nameColumn]);
    dialog.querySelector('dl').replaceChildren(
      ...row.flatMap((value, column) => [
        make('dt', { textContent: spec.columns[column].label }),
        make('dd', { textContent: cellText(value) }),
      ]),
    );
    dialog.showModal();
  }

  function csv() {
    const cell = (value) => {
      let text = String(value);
      if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
      return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    };
    const lines = [spec.columns.map(({ label }) => label), ...shown.map((index) => spec.rows[index])];
    const blob = new Blob([lines.map((line) => line.map(cell).join(',') + '\r\n').join('')], { type: 'text/csv;charset=utf-8' });
    const link = make('a', { href: URL.createObjectURL(blob), download: spec.csvName });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  search.addEventListener('input', choose);
  filter.addEventListener('change', choose);
  sort.addEventListener('change', choose);
  part('csv').addEventListener('click', csv);
  for (const button of root.querySelectorAll('th button'))
    button.addEventListener('click', () => {
      const column = button.dataset.column;
      sort.value = sort.value === column + ':1' ? column + ':-1' : sort.value === column + ':-1' ? '' : column + ':1';
      choose();
    });
  scroll.addEventListener('scroll', render, { passive: true });
  body.addEventListener('focusin', (event) => {
    const row = event.target.closest('tr.row');
    if (row !== null) focused = Number(row.dataset.position);
  });
  scroll.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(scroll.clientHeight / rowHeight) - 1);
    const here = body.contains(document.activeElement) ? focused : -1;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || shown.length === 0 || event.target.closest('th') !== null) return;
    event.preventDefault();
    move(to);
  });
  addEventListener('resize', () => { first = -1; measured = false; render(); });
  addEventListener('beforeprint', () => { printing = true; first = -1; render(); });
  addEventListener('afterprint', () => { printing = false; first = -1; render(); });
  choose();
}

tables.forEach(mount);
})();
`;
