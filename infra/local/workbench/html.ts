import { colourTokens } from '../../../functions/look/colours.ts';

/** Text that is already HTML: what the `html` tag gives, and nothing else. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | undefined | false | readonly Piece[];

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const render = (piece: Piece): string => {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  if (piece === undefined || piece === false) return '';
  return String(piece).replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
};

/** A template whose values are escaped, except what is itself made by this tag. */
export const html = (strings: TemplateStringsArray, ...values: Piece[]): Html =>
  new Html(strings.map((text, index) => text + render(values[index])).join(''));

/** The look of the product's own pages, since it is one product to whoever sits before it. */
const style = new Html(`<style>${colourTokens}
*{box-sizing:border-box}body{margin:0;font:1.0625rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
header{background:var(--surface);border-bottom:1px solid var(--line)}header>div,main{max-width:76rem;margin:0 auto;padding:0 1rem}
header>div{display:flex;align-items:center;min-height:3.5rem;font-size:.875rem;color:var(--soft)}header b{border-left:2px solid var(--margin);margin-left:.75rem;padding-left:.75rem;font-size:1.1875rem;font-weight:600;letter-spacing:.03em;line-height:2rem;color:var(--blue)}
main{padding-block:1.5rem 3rem}h1,h2,h3{line-height:1.2;font-weight:600}h1{font-size:1.625rem;margin:0 0 .8rem}h2{font-size:1.25rem;margin:0 0 .75rem}b,strong,caption{font-weight:600}a{color:var(--blue);text-underline-offset:.2em;text-decoration-thickness:1px}
section{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:0 0 1.25rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
button,input{font:inherit;min-height:2.75rem;padding:.4rem 1rem;border-radius:6px;border:1px solid var(--control);background:var(--surface);color:inherit;max-width:100%}
button{background:var(--blue);border-color:var(--blue);color:var(--on-blue);font-weight:600;cursor:pointer}button:hover{background:var(--blue-strong)}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px;border-radius:3px}
.scroll{overflow-x:auto}.scroll table{min-width:44rem}table{border-collapse:collapse;width:100%;font-size:.9375rem}caption{text-align:left;padding-bottom:.5rem}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}thead th{font-size:.875rem;font-weight:600;color:var(--soft)}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.now{font-size:1.25rem;font-weight:600}.note{color:var(--soft)}ul.plain{list-style:none;padding:0;margin:0}ul.plain li{margin:.5rem 0}
iframe{width:100%;height:70vh;border:1px solid var(--line);background:var(--surface)}pre{white-space:pre-wrap;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}summary{cursor:pointer;padding:.25rem 0}li button{width:100%;text-align:left;background:var(--surface);border-color:var(--control);color:var(--blue);font-weight:400}li button:hover{background:var(--blue-tint)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0;min-width:0}
dl.stacked{display:block}dl.stacked dd{margin:0 0 .5rem}progress{width:min(100%,24rem);height:1.2rem;vertical-align:middle;accent-color:var(--blue)}
@media(min-width:40rem){header>div,main{padding-inline:2rem}section{padding:1.25rem 1.5rem}}
</style>`);

/** A whole page of the one-machine home, in French. @param head what its head has besides. */
export const page = (title: string, content: Html, head?: Html): string =>
  html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title>${style}${head}</head>
<body><header><div>Cette machine<b>SOPA</b></div></header><main><h1>${title}</h1>${content}</main></body></html>`
    .text;

export const messagePage = (title: string, message: string): string =>
  page(title, html`<p>${message}</p><p><a href="/_local">Retour</a></p>`);
