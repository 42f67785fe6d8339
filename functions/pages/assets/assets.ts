import { createHash } from 'node:crypto';
import { colourTokens, light, stepTokens } from '../../look/colours.ts';
import consoleCss from './console.css';
import { fontFaces } from './font-faces.ts';
import importScriptText from './import.client.js';
import proposalScriptText from './proposal.client.js';
import reportFormScriptText from './report-form.client.js';
import sopaCss from './sopa.css';
import workScriptText from './work.client.js';

export type Asset = { name: string; contentType: string; text: string; etag: string };

/** Without comments and layout: a phone has no use for them. What stands in quotes is left as it is. */
const squeezedStyles = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : squeezedRules(part)))
    .join('')
    .trim();
const squeezedRules = (css: string): string =>
  css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/(?<=[ :,(-])0(?=\.\d)/g, '')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');

/** Comments stand on lines of their own or as JSDoc, and no text of ours goes over several lines. */
const squeezedScript = (script: string): string =>
  script
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();

/** The name holds the content's hash, so that a new text is a new address and caches never serve an old one. */
const assetOf = (name: string, extension: string, contentType: string, text: string): Asset => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return {
    name: `${name}.${hash}.${extension}`,
    contentType: `${contentType}; charset=utf-8`,
    text,
    etag: `"${hash}"`,
  };
};

/** A stylesheet that travels within its page: on a slow line a second request costs more than the bytes. */
export type InlineStyle = {
  text: string;
  /** What the policy allows it by. */
  cspSource: string;
};
const inlineOf = (tokens: string, css: string): InlineStyle => {
  const text = tokens + squeezedStyles(css);
  return { text, cspSource: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
};

/** On every page. */
export const stylesheet = inlineOf(colourTokens, sopaCss);
/** On the console's pages alone: a tutor's phone never loads it. */
export const consoleStylesheet = inlineOf(stepTokens + fontFaces, consoleCss);
export const inlineStyles: readonly InlineStyle[] = [stylesheet, consoleStylesheet];
/** Autosave and counters of the report form. */
export const reportFormScript = assetOf(
  'compte-rendu',
  'js',
  'text/javascript',
  squeezedScript(reportFormScriptText),
);
/** Fills in what a student proposes: on forms that have such alone. */
export const proposalScript = assetOf(
  'proposition',
  'js',
  'text/javascript',
  squeezedScript(proposalScriptText),
);
/** Tells a too large file before it is sent. */
export const importScript = assetOf('import', 'js', 'text/javascript', importScriptText);
/** Shows how far work on many placements is. */
export const workScript = assetOf('travaux', 'js', 'text/javascript', workScriptText);
/** Of the browser's tab, within the page as well. */
export const iconAddress = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${light('blue')}"/><path d="M9 4v24" stroke="${light('margin')}" stroke-width="2"/><path d="M13 11h12M13 16h12M13 21h8" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>`,
)}`;

export const assets: Asset[] = [reportFormScript, proposalScript, importScript, workScript];

export const assetPath = ({ name }: Asset): string => `/assets/${name}`;
