import { meta } from '../../meta';
import { version } from '../version';

/**
 * The page's style sheet. Sizes, colours and spaces are few and stand in the first lines; each colour of text has a contrast of
 * 4.5 or more on its ground, light and dark.
 */
export const css = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f5f6f8;--ink:#1a1f26;--soft:#56606c;--line:#d9dee4;--field:#7f8994;--act:#b3261e;--weak:#9a4a00;--unread:#6a3ab2;--unread-ground:#f6f1fd;--grace:#7f8994;--exempt:#4f6f94;--safe:#1d6b41;--link:#0b5cad;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--ground:#13171c;--panel:#1b2128;--ink:#e9ecef;--soft:#a6b0bb;--line:#2f3842;--field:#74808d;--act:#ff8a80;--weak:#f2b062;--unread:#c9adff;--unread-ground:#221c31;--grace:#7f8b98;--exempt:#86a9d4;--safe:#6fcf97;--link:#8cc2ff}}
*{box-sizing:border-box}html{text-size-adjust:100%;-webkit-text-size-adjust:100%}
html:not(.js) .js-only,.printed{display:none}[hidden]{display:none!important}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,system-ui,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 24px}h1,h2,h3,p,ul,ol,dl,dd,pre,figure{margin:0}ul,ol{padding:0;list-style:none}
h1{max-width:24em;font-size:clamp(1.75rem,1.3rem + 1.8vw,2.75rem);line-height:1.14;letter-spacing:-.02em;text-wrap:balance}
h2{font-size:1.5rem;line-height:1.25;letter-spacing:-.01em}h3{font-size:1rem}a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}bdi{unicode-bidi:isolate}time,.nowrap{white-space:nowrap}
code,pre,.id{font-family:var(--mono)}code{font-size:.875em}.act{color:var(--act)}.weak{color:var(--weak)}.unread,.lede strong a{color:var(--unread)}
.soft{color:var(--soft)}.small,th,label,.label{font-size:.8125rem;line-height:1.4}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mast{display:flex;flex-wrap:wrap;gap:4px 32px;padding-top:20px;padding-bottom:16px;font-size:.875rem;color:var(--soft)}.mast b{color:var(--ink)}
.mast p:last-child{margin-left:auto}.answer{padding:32px 0 16px}.lede{max-width:46rem;margin-top:16px;font-size:1.125rem}
.since{max-width:56rem;margin-top:8px;color:var(--soft)}.bar{margin-top:32px}figcaption{margin-bottom:8px}
.bar svg{display:block;width:100%;height:16px;border-radius:3px}.bar>svg rect{stroke:var(--ground);stroke-width:2}
.legend{display:flex;flex-wrap:wrap;gap:4px 28px;margin-top:12px;font-size:.9375rem}.legend li{display:flex;align-items:center;gap:8px}
.legend svg{flex:none;width:12px;height:12px;border-radius:2px}b,td,dd{font-variant-numeric:tabular-nums}
.f-act{fill:var(--act)}.f-weak{fill:var(--weak)}.f-unread{fill:var(--unread)}.f-grace{fill:var(--grace)}.f-exempt{fill:var(--exempt)}.f-safe{fill:var(--safe)}.f-ground{stroke:var(--ground)}
.jump{display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:24px;font-size:.875rem}.jump a{padding:4px 0}section{padding-top:40px}
section>h2{padding-top:20px;border-top:2px solid var(--ink)}.say{max-width:56rem;margin-top:4px;color:var(--soft);text-wrap:pretty}
.tools{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:end;margin-top:20px}.tools>div{display:grid;gap:4px;min-width:0}
.tools>div{max-width:16rem}.tools .grow{flex:1 1 16rem;max-width:none}select{width:100%}label{color:var(--soft)}
input,select,button{max-width:100%;min-height:40px;padding:6px 10px;border:1px solid var(--field);border-radius:6px;background:var(--ground);color:var(--ink);font:inherit;font-size:.9375rem}
input{width:100%}button{cursor:pointer}button:hover,select:hover{border-color:var(--ink)}
.shown{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 24px;margin-top:12px;font-size:.875rem;color:var(--soft)}
.shown button{min-height:32px;padding:4px 0;border:0;background:none;color:var(--link);font-size:.875rem;text-decoration:underline;text-underline-offset:.15em}
.paging{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;margin-top:16px;font-size:.875rem;color:var(--soft)}
.rest{margin-top:16px;color:var(--soft)}table{width:100%;margin-top:16px;border-collapse:collapse;table-layout:fixed}
th{position:sticky;top:0;padding:8px 16px 8px 0;background:var(--ground);box-shadow:inset 0 -1px var(--field);color:var(--soft);font-weight:400;text-align:left;vertical-align:bottom}
td{padding:14px 16px 14px 0;border-bottom:1px solid var(--line);font-size:.9375rem;line-height:1.45;vertical-align:top}
th:last-child,td:last-child{padding-right:0}
.t-act .c1{width:38%}.t-act .privileges{width:20%}.t-allowed .c1{width:30%}.t-allowed .c2{width:19%}.t-allowed .c3{width:16%}.t-rest .c1{width:46%}.t-rest .c2{width:24%}
.t-accounts .c1{width:32%}.t-accounts .c2{width:12%}.t-accounts .c4{width:15%}.t-quiet .c1{width:42%}
.group th{position:static;padding:28px 0 8px;box-shadow:inset 0 -1px var(--line);color:var(--ink);font-size:.9375rem;font-weight:700}
.name{font-size:1rem;font-weight:700}.id,.owner{display:block}.id{font-size:.75rem;color:var(--soft)}.id.printed{display:none}
.owner{font-size:.875rem}.owner .soft{font-size:.8125rem}.line{display:block;font-size:.8125rem;color:var(--soft)}.alone{color:var(--act)}
.chip{display:inline-block;padding:1px 7px;border:1px solid var(--ink);border-radius:4px;font-size:.8125rem;font-weight:700;line-height:1.45}
.solid{background:var(--ink);color:var(--ground)}.chip.new{padding:0 5px;border-color:var(--act);color:var(--act);font-size:.75rem;line-height:1.35}
.people{display:grid;gap:5px}.people .chip{margin-left:4px}.people-more{margin:5px 0 0;border:0}
.people-more summary{padding:0;font-weight:400;color:var(--link)}.people-more ul{margin-top:5px}
.advice,.loud>li,.facts{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:16px 48px}
.advice{padding:28px 0;border-bottom:1px solid var(--line)}.advice:last-child{padding-bottom:0;border:0}.advice h3{font-size:1.125rem}
.advice ol{display:grid;gap:8px;margin-top:8px;padding-left:20px;list-style:decimal}
.cmd{position:relative;padding:12px 16px;border-radius:6px;background:var(--panel)}.cmd+.cmd{margin-top:12px}
.label{padding-right:72px;color:var(--soft)}.cmd pre{margin-top:6px;font-size:.8125rem;line-height:1.6;white-space:pre-wrap}
.cmd button{position:absolute;top:8px;right:8px;min-height:28px;padding:2px 10px;font-size:.8125rem}
.loud{margin-top:20px;padding:16px 20px;border-left:6px solid var(--unread);border-radius:0 6px 6px 0;background:var(--unread-ground)}
.loud>li{padding:16px 0}.loud>li+li{border-top:1px solid var(--line)}.loud>li:first-child{padding-top:0}.loud>li:last-child{padding-bottom:0}
.loud .parts{display:grid;gap:16px}.loud .cmd{background:var(--ground)}.loud .why{margin-top:8px}.loud .why+.names{margin-top:8px}
.names{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,9rem),1fr));gap:8px 16px}
details{margin-top:16px;border-block:1px solid var(--line)}summary{padding:14px 0;font-weight:700;cursor:pointer}details table{margin-top:0}
.loud details{border:0;margin-top:8px}.loud summary{padding:0}
.facts{grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:32px 64px;margin-top:20px}.facts h3{margin-bottom:8px}
.stack{display:grid;gap:32px;align-content:start}
dl{display:grid;grid-template-columns:fit-content(10rem) minmax(0,1fr);border-top:1px solid var(--line);font-size:.9375rem}
dt,dd{padding:8px 0;border-bottom:1px solid var(--line)}dt{padding-right:16px;color:var(--soft);overflow-wrap:normal}.remarks{display:grid;gap:4px}
.ages{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:6px 12px;align-items:center;font-size:.9375rem}.ages li{display:contents}
.ages svg{width:100%;height:12px}.stack .bar{margin:0}.change{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:40px;margin-top:36px}
.change>div{padding-top:12px;border-top:2px solid var(--ink)}.change>.appeared{border-color:var(--act)}.change h2{font-size:1rem;letter-spacing:0}
.change h2 b{display:block;font-size:2.5rem;line-height:1.1;letter-spacing:-.02em}.appeared h2 b{color:var(--act)}
.change ul{display:grid;gap:8px;margin-top:12px;font-size:.9375rem}footer{padding-top:56px;padding-bottom:48px;font-size:.875rem;color:var(--soft)}
footer p{padding-top:20px;border-top:1px solid var(--line)}
@media (min-width:961px){.chip{white-space:nowrap}}
@media (max-width:960px){
th,td{padding-right:12px}td{font-size:.875rem}.advice,.facts,.loud>li{grid-template-columns:minmax(0,1fr)}.change{gap:24px}
}
@media (max-width:640px){
.tools>div{max-width:none}header,main,footer{padding-left:16px;padding-right:16px}.mast{display:grid;gap:2px}.mast p:last-child{margin:0}
.answer{padding:20px 0 16px}.lede{font-size:1rem}.legend{display:grid;grid-template-columns:1fr 1fr;gap:6px 16px;font-size:.875rem}
.legend li{align-items:baseline}.jump{gap:0 20px}.jump a{padding:8px 0}.change{grid-template-columns:minmax(0,1fr);gap:20px;margin-top:24px}
.change h2 b{display:inline;font-size:1.75rem;margin-right:4px}.tools{display:grid;grid-template-columns:1fr 1fr}.tools .grow{grid-column:1/-1}
input,select{width:100%;min-height:44px;font-size:1rem}.cmd button,.shown button,.paging button{min-height:44px}.cmd .label{min-height:36px}
table,tbody,tr,td{display:block;width:auto}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{padding:16px 0;border-bottom:1px solid var(--line)}.group,.group th{display:block;padding:8px 0 0;border:0;box-shadow:none}
td{display:grid;grid-template-columns:108px minmax(0,1fr);gap:12px;padding:3px 0;border:0}td:first-child{display:block;padding-bottom:8px}
td[data-label]::before{content:attr(data-label);color:var(--soft);font-size:.8125rem;line-height:1.65}dl{grid-template-columns:minmax(0,1fr)}
dt{padding-bottom:0;border:0}dd{padding-top:2px}
}
@media print{
:root{color-scheme:light;--ground:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--field:#666;--act:#a3160e;--weak:#7d3c00;--unread:#57289c;--unread-ground:#fff;--grace:#888;--exempt:#40608a;--safe:#17593a;--link:#000}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}html{font-size:9pt}body{font-size:9pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}.js-only,.jump,.cmd button{display:none!important}
.id.printed,.rest.printed:not([hidden]){display:block}.mast{padding-top:0;padding-bottom:8px}.answer{padding:8px 0 0}h1{font-size:21pt}
section{padding-top:20px}section>h2{padding-top:8px;font-size:14pt}h2,h3,.say,.label,.group{break-after:avoid}table,tbody,tr,td,th{font-size:9pt}
table{display:table;margin-top:6px}thead{display:table-header-group;position:static;clip-path:none}
tbody{display:table-row-group}tr{display:table-row}td,th,.group th{display:table-cell}td[data-label]::before{content:none}
th{position:static;box-shadow:none;border-bottom:1px solid var(--field)}
td,td:first-child{padding:4px 12px 4px 0;border-bottom:1px solid var(--line);line-height:1.3}
tr,.advice,.loud>li,figure,.cmd,dt,dd,.change>div{break-inside:avoid}.t-accounts .row{break-inside:auto}.people li{break-inside:avoid}
.t-act .arn:not(:last-child){display:none}.name{font-size:9.5pt}.id{font-size:8pt}.line,.owner,.owner .soft,.chip,.small,th,.label{font-size:8pt}
.t-act .owner{display:inline;margin-left:6px}.cmd,.loud{border:1px solid var(--line);border-radius:0}.loud{border-left:4px solid var(--unread)}
.advice,.loud>li,.facts{display:block}.advice{padding:12px 0}.cmds,.loud .cmd,.stack{margin-top:10px}.cmd{padding:6px 10px}
.stack{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:24px;break-inside:avoid}dl{grid-template-columns:9rem minmax(0,1fr)}
dt,dd{padding:3px 0}.change{grid-template-columns:repeat(3,minmax(0,1fr));gap:20px;margin-top:16px}.legend{display:flex}
.people-more summary{display:none}footer{display:none}
}
`;

/** Only letters, digits and a few marks: nothing can end the string of a style sheet. */
const inContent = (words: string): string => words.replace(/[^\w ,:.-]/g, '');

/** The text that a browser writes into the margins of each sheet; the id is digits or `o-...`, or is left out. */
export function marginBoxes(kind: string, id: string | null, readOn: string): string {
  const known = id !== null && /^(\d{12}|o-[a-z0-9]{2,32})$/.test(id) ? ` ${id}` : '';
  const box = (place: string, content: string): string =>
    `@${place}{content:${content};font:8pt Arial,sans-serif;color:#555}`;
  const boxes = [
    box('top-left', `"${kind}${known}: sign-in without MFA"`),
    box('top-right', `"${meta.id} ${inContent(version)}"`),
    box('bottom-left', `"${inContent(readOn)}"`),
    box('bottom-right', '"Page " counter(page) " of " counter(pages)'),
  ];
  return `@page{size:A4 portrait;margin:17mm 15mm 16mm;${boxes.join('')}}\n`;
}
