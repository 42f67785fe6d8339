import { mkdir, writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { guidePdf } from '../../functions/documents/guide-pdf.ts';
import { jurySheetPdf } from '../../functions/documents/jury-pdf.ts';
import { reportPdf } from '../../functions/documents/report-pdf.ts';
import { type JuryRow, juryStages } from '../../functions/domain/jury/semester-results.ts';
import { launchedCampaign } from '../domain/placements.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { answering, fullReport, shortReport } from './sample-reports.ts';

const folder = new URL('../../.screenshots/reports/', import.meta.url);
const dotsPerPoint = 1.6;

const longReport = answering(fullReport, {
  commentsSteps12: 'Un constat de stage, écrit longuement par une main patiente. '.repeat(65).slice(0, 4000),
  commentsSteps34: 'Une ligne.\n'.repeat(80),
  advice1: 'x'.repeat(1000),
});

const guide = {
  ...{ institution: poitiers, guide: poitiers.programme.guide, campaign: { stage: 'sopa2' } },
  now: '2026-09-14T07:00:00.000Z',
};

const jury = (() => {
  const { campaign, placement, sent, institution } = fullReport;
  const period = { year: 2026, semester: 1 } as const;
  const campaigns = [{ ...launchedCampaign, ...campaign, campaignId: '2026-sopa1' }];
  const of = { ...placement, campaignId: '2026-sopa1', status: 'distributed' } as const;
  const second = { ...of, campaignId: '2026-sopa2', status: 'unreturned' } as const;
  return {
    ...{ institution, period, now: '2027-01-14T07:00:00.000Z' },
    stages: juryStages(institution, period, campaigns).map((one) => ({ ...one, forms: [form2026] })),
    row: {
      student: of,
      results: [
        { kind: 'report', placement: of, sent },
        { kind: 'noReport', placement: second },
      ],
    } satisfies JuryRow,
  };
})();

it.each([
  ['full', () => reportPdf(fullReport)],
  ['short', () => reportPdf(shortReport)],
  ['long', () => reportPdf(longReport)],
  ['guide', () => guidePdf(guide)],
  ['jury', () => jurySheetPdf(jury)],
] as const)(
  'leaves pictures of the %s document in .screenshots/reports, to be looked at',
  async (name, printed) => {
    await mkdir(folder, { recursive: true });
    const bytes = await printed();
    await writeFile(new URL(`${name}.pdf`, folder), bytes);
    const pdf = await getDocument({ data: bytes }).promise;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: dotsPerPoint });
      const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
      // @ts-expect-error pdfjs asks for a browser's canvas, and takes the one that it uses in Node itself
      await page.render({ canvas, viewport }).promise;
      await writeFile(new URL(`${name}-${number}.png`, folder), canvas.toBuffer('image/png'));
    }
    expect(pdf.numPages).toBeGreaterThan(0);
  },
);
