import { mkdir, writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { reportPdf } from '../../functions/documents/report-pdf.ts';
import { answering, fullReport, shortReport } from './sample-reports.ts';

const folder = new URL('../../.screenshots/reports/', import.meta.url);
const dotsPerPoint = 1.6;

const longReport = answering(fullReport, {
  commentsSteps12: 'Un constat de stage, écrit longuement par une main patiente. '.repeat(65).slice(0, 4000),
  commentsSteps34: 'Une ligne.\n'.repeat(80),
  advice1: 'x'.repeat(1000),
});

it.each([
  ['full', fullReport],
  ['short', shortReport],
  ['long', longReport],
] as const)(
  'leaves pictures of the %s report in .screenshots/reports, to be looked at',
  async (name, report) => {
    await mkdir(folder, { recursive: true });
    const bytes = await reportPdf(report);
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
