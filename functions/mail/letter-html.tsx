import { renderToString } from 'preact-render-to-string';
import type { Logo } from '../../schemas/notices.ts';
import { phoneAddress } from '../domain/wording/people.ts';
import { typeset } from '../domain/wording/typeset.ts';
import { dark, light } from '../look/colours.ts';
import {
  type Block,
  closingWords,
  contactLead,
  type Entry,
  type Fact,
  type Letter,
  signedBy,
} from './letter.ts';
import { logoContentId } from './message.ts';

const font = "-apple-system,system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const rule = `1px solid ${light('line')}`;

/**
 * One sheet on paper, in inline styles, since mail programs drop the rest; nothing is fetched. The colours are those of a light
 * ground; where the program says that its reader's is dark, the classes below bring the others.
 */
const style = {
  body: `margin:0;padding:0;background-color:${light('paper')}`,
  around: 'padding:8px',
  sheet: `max-width:560px;border-collapse:separate;background-color:${light('surface')};border:${rule};border-radius:10px;font-family:${font};font-size:16px;line-height:1.4;text-align:left;color:${light('ink')}`,
  letter: 'padding:14px 16px 16px;overflow-wrap:anywhere;word-break:break-word',
  logo: 'display:block;border:0;margin:0 0 8px;background-color:#ffffff',
  sender: `margin:0;font-size:14px;color:${light('soft')}`,
  title: 'margin:2px 0 10px;font-size:21px;line-height:1.25;font-weight:600',
  heading: `margin:24px 0 8px;padding-top:14px;border-top:${rule};font-size:18px;line-height:1.3;font-weight:600`,
  paragraph: 'margin:0 0 10px;white-space:pre-line',
  list: 'margin:0 0 10px;padding-left:20px',
  item: 'margin:0 0 4px',
  facts: `width:100%;margin:0 0 14px;border-collapse:collapse;border-bottom:${rule};font-size:15px;line-height:1.35`,
  label: `width:82px;padding:7px 10px 7px 0;border-top:${rule};font-weight:400;text-align:left;vertical-align:top;color:${light('soft')}`,
  value: `padding:7px 0;border-top:${rule};vertical-align:top`,
  button: `display:block;margin:14px 0 0;padding:12px 8px;border-radius:6px;background-color:${light('blue')};color:${light('on-blue')};font-weight:600;line-height:20px;text-align:center;text-decoration:none`,
  entries: `margin:0 0 10px;padding:0;list-style:none;border-bottom:${rule};font-size:14px;line-height:1.3`,
  entry: `margin:0;padding:7px 0;border-top:${rule}`,
  phone: `white-space:nowrap;color:${light('blue')}`,
  warning: `color:${light('amber')}`,
  links: 'margin:0 0 10px;font-size:15px;line-height:1.35',
  also: `display:inline-block;padding:12px 14px 12px 0;color:${light('blue')}`,
  fineprint: `margin:0;font-size:14px;color:${light('soft')}`,
  address: `margin:8px 0 14px;font-size:14px;color:${light('soft')}`,
  quote: `margin:0 0 10px;padding:8px 12px;border-radius:6px;background-color:${light('sunken')};white-space:pre-line`,
  link: `color:${light('blue')}`,
  signature: `padding:10px 16px 14px;border-top:${rule};font-size:14px;color:${light('soft')}`,
  signed: 'margin:0 0 2px;white-space:pre-line',
};

/** Only important ones come before inline styles. */
const inTheDark = (name: string, declarations: Record<string, string>): string =>
  `${name}{${Object.entries(declarations)
    .map(([property, value]) => `${property}:${value}!important;`)
    .join('')}}`;
const darkStyles = [
  ':root{color-scheme:light dark}@media (prefers-color-scheme:dark){',
  inTheDark('.page', { 'background-color': dark('paper') }),
  inTheDark('.sheet', {
    'background-color': dark('surface'),
    'border-color': dark('line'),
    color: dark('ink'),
  }),
  inTheDark('.soft', { color: dark('soft') }),
  inTheDark('.rule', { 'border-color': dark('line') }),
  inTheDark('.link', { color: dark('blue') }),
  inTheDark('.warning', { color: dark('amber') }),
  inTheDark('.button', { 'background-color': dark('blue'), color: dark('on-blue') }),
  inTheDark('.quote', { 'background-color': dark('sunken') }),
  '}',
].join('');

export const letterAsHtml = (letter: Letter): string =>
  `<!doctype html>${renderToString(<LetterPage {...letter} />)}`;

const LetterPage = (letter: Letter) => {
  const { subject, title, salutation, blocks, institution } = letter;
  const { agent, lines } = signedBy(letter);
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{typeset(subject)}</title>
        <style>{darkStyles}</style>
      </head>
      <body style={style.body} class="page">
        <main lang="fr">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
            <tr>
              <td align="center" style={style.around}>
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  class="sheet"
                  style={style.sheet}
                >
                  <tr>
                    <td style={style.letter}>
                      <Sender institution={institution} />
                      <h1 style={style.title}>{typeset(title)}</h1>
                      <p style={style.paragraph}>{typeset(salutation)}</p>
                      {blocks.map((block) => (
                        <BlockPart block={block} />
                      ))}
                    </td>
                  </tr>
                  <tr>
                    <td class="rule soft" style={style.signature}>
                      <p style={style.signed}>{closingWords}</p>
                      <p style={style.signed}>
                        <strong>{typeset(agent)}</strong>
                        <br />
                        {typeset(lines.join('\n'))}
                      </p>
                      <p style={style.signed}>
                        {typeset(contactLead)} <EmailLink address={institution.contactEmail} />
                      </p>
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </main>
      </body>
    </html>
  );
};

/** At most 160 by 40, as on the pages. */
const shownSize = ({ width, height }: Logo) => {
  const scale = Math.min(1, 160 / width, 40 / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
};

const Sender = ({ institution: { senderName, programme } }: Pick<Letter, 'institution'>) => (
  <>
    {programme.logo && (
      <img src={`cid:${logoContentId}`} alt="" style={style.logo} {...shownSize(programme.logo)} />
    )}
    <p class="soft" style={style.sender}>
      {senderName}
    </p>
  </>
);

const BlockPart = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'paragraph':
      return <p style={style.paragraph}>{typeset(block.text)}</p>;
    case 'heading':
      return (
        <h2 class="rule" style={style.heading}>
          {typeset(block.text)}
        </h2>
      );
    case 'list':
      return (
        <ul style={style.list}>
          {block.items.map((item) => (
            <li style={style.item}>{typeset(item)}</li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <table class="rule" style={style.facts}>
          {block.rows.map((row) => (
            <FactLine {...row} />
          ))}
        </table>
      );
    case 'entries':
      return (
        <ul class="rule" style={style.entries}>
          {block.entries.map((entry) => (
            <EntryItem {...entry} />
          ))}
        </ul>
      );
    case 'links':
      return (
        <p style={style.links}>
          {block.links.map(({ label, url }) => (
            <>
              <a href={url} class="link" style={style.also}>
                {typeset(label)}
              </a>{' '}
            </>
          ))}
        </p>
      );
    case 'fineprint':
      return (
        <p class="soft" style={style.fineprint}>
          {typeset(block.text)}{' '}
          <a href={block.url} class="link" style={style.link}>
            {typeset(block.label)}
          </a>
        </p>
      );
    case 'button':
      return (
        <>
          <a href={block.url} class="button" style={style.button}>
            {typeset(block.label)}
          </a>
          <p class="soft" style={style.address}>
            {typeset('Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :')}
            <br />
            {block.url}
          </p>
        </>
      );
    case 'link':
      return (
        <p style={style.paragraph}>
          <a href={block.url} class="link" style={style.link}>
            {typeset(block.label)}
          </a>{' '}
          {typeset(`${block.text}.`)}
        </p>
      );
    case 'quote':
      return (
        <p class="quote" style={style.quote}>
          {typeset(block.text)}
        </p>
      );
  }
};

const FactLine = ({ label, value, email }: Fact) => (
  <tr>
    <th scope="row" class="soft rule" style={style.label}>
      {typeset(label)}
    </th>
    <td class="rule" style={style.value}>
      {typeset(value)}
      {email === undefined ? null : (
        <>
          <br />
          <EmailLink address={email} />
        </>
      )}
    </td>
  </tr>
);

/** Two dozen of them stand in one mail: they run on, where the other part has a line for each fact. */
const EntryItem = ({ title, lines, email, phone, warning }: Entry) => (
  <li class="rule" style={style.entry}>
    <strong>{typeset(title)}</strong>
    <br />
    {lines.map((line) => `${typeset(line)} · `)}
    {phone !== undefined && (
      <>
        <a href={phoneAddress(phone)} class="link" style={style.phone}>
          {phone}
        </a>
        {' · '}
      </>
    )}
    <EmailLink address={email} />
    {warning !== undefined && (
      <span class="warning" style={style.warning}>
        {' '}
        · {typeset(warning)}
      </span>
    )}
  </li>
);

const EmailLink = ({ address }: { address: string }) => (
  <a href={`mailto:${encodeURIComponent(address).replace('%40', '@')}`} class="link" style={style.link}>
    {address}
  </a>
);
