/** The page's only style sheet; the policy of the page allows it by its hash. */
export const css = `
:root{color-scheme:light dark;--ground:#fff;--text:#16191f;--soft:#4d5761;--line:#c9d0d6;--card:#f3f5f7;--bad:#b3141b;--good:#1a6b2d;--warn:#8a4b00;--link:#0b5cad;--row:3.4rem}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--text:#eceff2;--soft:#b3bdc7;--line:#3b454f;--card:#1c232a;--bad:#ff9a96;--good:#7fdc98;--warn:#ffc27a;--link:#8cc4ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:84rem;margin:0 auto;padding:1rem}
h1{font-size:1.35rem;margin:.2rem 0}
h2{font-size:1.1rem;margin:1.2rem 0 .4rem}
.answer{font-size:1.3rem;font-weight:700;margin:.6rem 0}
.answer.bad{color:var(--bad)}.answer.good{color:var(--good)}
.soft{color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin:1rem 0}
figure{margin:0;padding:.8rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
figcaption{font-weight:600;margin-bottom:.4rem}
figure ul{list-style:none;margin:.4rem 0 0;padding:0}
figure li{display:flex;gap:.5rem;align-items:baseline}
figure li b{margin-left:auto;white-space:nowrap}
svg{display:block;width:100%;height:1.4rem}
.swatch{width:.8rem;height:.8rem;flex:none;border-radius:.15rem;align-self:center}
.s0{background:var(--good);fill:var(--good)}.s1{background:var(--bad);fill:var(--bad)}.s2{background:var(--link);fill:var(--link)}.s3{background:var(--warn);fill:var(--warn)}.s4{background:var(--soft);fill:var(--soft)}
.big{font-size:1.6rem;font-weight:700;overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}
.tools div{display:flex;flex-direction:column;max-width:100%}.tools label{font-size:.85rem;color:var(--soft)}
input,select,button{font:inherit;color:var(--text);background:var(--ground);border:1px solid var(--soft);border-radius:.3rem;padding:.35rem .5rem;max-width:100%;min-height:2.2rem}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
.scroll{max-height:75vh;overflow:auto;border:1px solid var(--line);border-radius:.4rem}
table{border-collapse:collapse;width:100%}
thead th{position:sticky;top:0;z-index:1;background:var(--card);text-align:left;padding:0;border-bottom:1px solid var(--line)}
thead button{border:0;background:none;width:100%;text-align:left;font-weight:600;padding:.5rem;white-space:nowrap}
th[aria-sort=ascending] button::after{content:" \\2191" / ""}th[aria-sort=descending] button::after{content:" \\2193" / ""}
tbody td{padding:.3rem .5rem;vertical-align:top;unicode-bidi:plaintext}
tbody tr.row{height:var(--row);border-bottom:1px solid var(--line)}
td div{max-height:2.9em;overflow:hidden;overflow-wrap:anywhere}
td.plain div,td.number div{max-height:1.45em;max-width:18rem;white-space:nowrap;text-overflow:ellipsis}
td.number{text-align:right}
td.wide{min-width:22rem}
td button{border:0;background:none;padding:0;color:var(--link);text-decoration:underline;text-align:left;min-height:0;max-width:18rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;display:block}
tr[data-state="must act"] td:first-child,tr[data-state="not-reporting"] td.state{color:var(--bad);font-weight:700}
tr[data-state="could not be read"] td:first-child{color:var(--warn);font-weight:700}
tr.space td{padding:0;border:0}
dialog{max-width:min(44rem,94vw);border:1px solid var(--line);border-radius:.5rem;background:var(--ground);color:var(--text)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:.5rem 0 1rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;unicode-bidi:plaintext}
.list{padding-left:1.2rem}
@media (max-width:640px){
:root{--row:auto}
.answer{font-size:1.1rem}
.tools div,.tools input,.tools select,.tools button{width:100%}
table,tbody{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr.row{display:block;height:11.5rem;overflow:hidden;padding:.4rem}
tbody tr.space{display:block}
tbody td{display:block;padding:0 .3rem;min-width:0}
td.number{text-align:left}
td.wide{min-width:0}
td.wide div{max-height:4.35em}
td.plain div,td.number div,td button{max-width:100%}
td.empty{display:none}
tbody td.plain:nth-child(n+6){display:none}
dl{grid-template-columns:1fr}
}
@media print{
:root{--ground:#fff;--text:#000;--soft:#333;--line:#999;--card:#fff;--bad:#900;--good:#050;--warn:#630;--link:#000;--row:auto}
.tools,dialog,footer .keys{display:none!important}
.scroll{max-height:none;overflow:visible;border:0}
thead th{position:static}
td div,td button{max-height:none!important;max-width:none!important;white-space:normal!important}
tr,figure{break-inside:avoid}
body{font-size:11px}
}
`;
