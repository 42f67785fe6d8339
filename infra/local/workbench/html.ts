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

const style = new Html(`<style>
:root{color-scheme:light;font:16px/1.5 system-ui,sans-serif;color:#1b1b2f;background:#f5f5fa}
*{box-sizing:border-box}body{margin:0}main{max-width:66rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.2rem;margin:0 0 .75rem}a{color:#000091}
section{background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:1rem;margin:0 0 1rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
button,input{font:inherit;min-height:2.75rem;padding:.4rem .9rem;border-radius:.3rem;border:1px solid #666;background:#fff;color:inherit;max-width:100%}
button{background:#000091;border-color:#000091;color:#fff;cursor:pointer}button:hover{background:#1212ff}
:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;padding-bottom:.5rem}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.now{font-size:1.3rem;font-weight:600}.note{color:#555}ul.plain{list-style:none;padding:0;margin:0}ul.plain li{margin:.5rem 0}
iframe{width:100%;height:70vh;border:1px solid #ccc;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}summary{cursor:pointer;padding:.25rem 0}li button{width:100%;text-align:left}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0;min-width:0}
dl.stacked{display:block}dl.stacked dd{margin:0 0 .5rem}progress{width:min(100%,24rem);height:1.2rem;vertical-align:middle}
</style>`);

/** A whole page of the one-machine home, in French. @param head what its head has besides. */
export const page = (title: string, content: Html, head?: Html): string =>
  html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${style}${head}</head>
<body><main><h1>${title}</h1>${content}</main></body></html>`.text;

export const messagePage = (title: string, message: string): string =>
  page(title, html`<p>${message}</p><p><a href="/_local">Retour</a></p>`);
