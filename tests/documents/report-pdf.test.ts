import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportFacts } from '../../functions/documents/pdf/report-facts.ts';
import { reportPdf } from '../../functions/documents/report-pdf.ts';
import { type ReadPdf, readPdf } from './read-pdf.ts';
import { answering, fullReport, shortReport } from './sample-reports.ts';

const read = async (report: ReportFacts): Promise<ReadPdf> => readPdf(await reportPdf(report));

describe('the printed report', () => {
  it('says everything that the tutor answered, in the order of the form', async () => {
    const { text } = await read(fullReport);
    const { answers } = fullReport.sent;
    const inOrder = [
      'INSPÉ de l’académie de Poitiers',
      'Le compte-rendu du tuteur de stage',
      'm1 MEEF1 mention 1er degré',
      'SOPA 1 – 2026-2027',
      'Campus de Niort',
      'Référence : SOPA1-2026-22600107-V1',
      'Envoyé le lundi 12 octobre 2026 à 17:42',
      'Stagiaire : Inès Morin (n° 22600107)',
      'Titulaire de la classe : Cœlia Lefèvre',
      'Lieu du stage : École élémentaire Jules-Ferry, Niort',
      'Contexte (niveau, nbre d’élèves...) : CE1-CE2, 24 élèves',
      'Période de stage : du 5 au 9 octobre 2026',
      'Nombre de ½ journées d’absence : 1',
      '1 – De l’observation à la prise en charge progressive',
      '☑ Observations ',
      '☑ Observations et questionnements',
      '☑ Aide ponctuelle aux élèves',
      '☑ Prise en charge de groupes d’élèves (au sein d’une séance menée par le MAT)',
      '☐ Conduite de séances supervisées/vérifiées par le MAT',
      '☐ Mise en place de situations d’EPS',
      '☐ Conduite de séances dans diverses disciplines, préparées en autonomie',
      '☐ Faire la classe en enchaînant plusieurs temps d’apprentissage',
      '2 – Objectifs de formation',
      'Pour les étapes 1 et 2',
      'Pour les étapes 3 et 4',
      '• S’intégrer à une équipe',
      '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 1 et 2',
      oneLine(String(answers.commentsSteps12)),
      'Nombre de séances animées : 2',
      '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 3 et 4',
      'Sans objet',
      '4 – Éthique professionnelle',
      'C1. Respecte les principes d’égalité',
      '☐ Non acquis ☐ En cours d’acquisition ☑ Acquis',
      'Connaît, respecte les valeurs de la république',
      'C2. Répond aux exigences',
      '☐ Non acquis ☑ En cours d’acquisition ☐ Acquis',
      'A pris connaissance du règlement de la classe',
      'C7. Utilise un langage adapté',
      '☑ Non acquis ☐ En cours d’acquisition ☐ Acquis',
      'Précisions :',
      oneLine(answers.ethics.C7?.details),
      'C11. Fait preuve de respect',
      '5 – Quels sont les 2 conseils que vous donneriez à cet étudiant ?',
      `1. ${oneLine(answers.advice1)}`,
      `2. ${oneLine(answers.advice2)}`,
      '☑ Ce compte-rendu a été complété avec le stagiaire',
      'Envoyé par Cœlia Lefèvre',
    ];
    let from = 0;
    for (const phrase of inOrder) {
      const at = text.indexOf(phrase, from);
      expect(at, `« ${phrase} » after « …${text.slice(Math.max(0, from - 60), from)} »`).not.toBe(-1);
      from = at;
    }
  });

  it('keeps an ordinary report to two pages, each with its reference and number', async () => {
    const { pages } = await read(fullReport);
    expect(pages).toHaveLength(2);
    for (const [index, { artifacts }] of pages.entries()) {
      expect(artifacts).toContain('SOPA1-2026-22600107-V1 – Inès Morin – SOPA 1, 2026-2027');
      expect(artifacts).toContain(`page ${index + 1}/2`);
    }
  });

  it('prints only the descriptors of this half of the year, and says which version it is', async () => {
    const { text } = await read(shortReport);
    expect(text).toContain('Fait vivre les valeurs de la République auprès des élèves');
    expect(text).toContain('Veille à la confidentialité des informations sensibles');
    expect(text).not.toContain('Connaît, respecte les valeurs de la république');
    expect(text).toContain('Version 2, remplace la précédente');
    expect(text).toContain('2. Non renseigné');
    expect(text).toContain('☐ Ce compte-rendu a été complété avec le stagiaire');
    expect((await read(fullReport)).text).not.toContain('Version');
  });

  it('says who typed it in, and from what, where it came on paper', async () => {
    const entered = {
      ...({ by: 'Camille Fournier', receivedBy: 'mail', receivedOn: '2026-10-12' } as const),
      scan: { scanId: 'x', contentType: 'application/pdf', parts: 1 } as const,
    };
    const { text, pages } = await read({ ...fullReport, sent: { ...fullReport.sent, entered } });
    const words =
      'Saisi par Camille Fournier le lundi 12 octobre 2026 à 17:42, d’après le document reçu par courriel le lundi 12 octobre 2026';
    // In its head, and where it was signed on paper.
    expect(text.split(words)).toHaveLength(3);
    expect(text).not.toContain('Envoyé');
    expect(pages.flatMap(({ outside, overlaps }) => [...outside, ...overlaps])).toEqual([]);
  });

  it('can be listened to: title, language, headings, lists and tables are tagged', async () => {
    const { info, lang, tags, isTagged, xmp } = await read(fullReport);
    expect(info).toMatchObject({
      Title: 'Le compte-rendu du tuteur de stage – Inès Morin – SOPA 1 – 2026-2027',
      Author: 'INSPÉ de l’académie de Poitiers',
      Subject: 'SOPA1-2026-22600107-V1',
    });
    expect(lang).toBe('fr-FR');
    expect(isTagged).toBe(true);
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(tags[0]).toBe('Document');
    expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1);
    expect(tags.filter((tag) => tag === 'H2')).toHaveLength(6);
    expect(new Set(tags)).toEqual(
      new Set(['Document', 'Sect', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD']),
    );
  });

  it('leaves no text outside the tags and the artifacts', async () => {
    const { pages } = await read(fullReport);
    for (const { untagged } of pages) expect(untagged).toBe('');
  });

  it('carries its own fonts', async () => {
    const { fonts } = await read(fullReport);
    expect(fonts).toEqual({
      names: [
        expect.stringMatching(/^[A-Z]{6}\+SopaSans-Regular$/),
        expect.stringMatching(/^[A-Z]{6}\+SopaSans-SemiBold$/),
      ],
      embedded: 2,
    });
  });

  it('is the same bytes whenever it is made, whatever was printed before', async () => {
    const odd = answering(fullReport, {
      commentsSteps12: 'Ọlọ́run i\u0323\u0301 ı\u0301 ﬁn ﬂot µ μ Ω Ω \u2011 \u00a0 ½ 1/2 ǆ — Đ',
    });
    const [first, firstOdd] = [await reportPdf(fullReport), await reportPdf(odd)];
    await reportPdf(shortReport);
    expect(Buffer.from(await reportPdf(odd)).equals(firstOdd)).toBe(true);
    expect(Buffer.from(await reportPdf(fullReport)).equals(first)).toBe(true);
    expect(Buffer.from(first).toString('latin1')).toContain('(D:20261012154207Z)');
  });
});

describe('a report of unusual size or letters', () => {
  it('goes on to further pages, losing no word and drawing none outside the page', async () => {
    const long = 'Une observation tenue et précise, chaque matin. '.repeat(84).slice(0, 4000);
    const medium = 'Un conseil que l’on peut suivre dès demain. '.repeat(23).slice(0, 1000);
    const { C1, C2, C6, C7, C11 } = fullReport.sent.answers.ethics;
    const report = answering(fullReport, {
      activities: ['observations', 'wholeClass'],
      commentsSteps12: long,
      commentsSteps34: long,
      ethics: {
        C1: { ...C1, level: 'notAcquired', details: medium },
        C2: { ...C2, level: 'notAcquired', details: medium },
        C6: { ...C6, level: 'notAcquired', details: medium },
        C7: { ...C7, level: 'notAcquired', details: medium },
        C11: { ...C11, level: 'notAcquired', details: medium },
      },
      advice1: medium,
      advice2: medium,
    });
    const { text, pages } = await read(report);
    expect(text.split(oneLine(long))).toHaveLength(3);
    expect(text.split(oneLine(medium))).toHaveLength(8);
    for (const { outside, overlaps } of pages) {
      expect(outside).toEqual([]);
      expect(overlaps).toEqual([]);
    }
  });

  it('cuts a word of 4,000 letters and keeps 4,000 line breaks bearable', async () => {
    const { text, pages } = await read(
      answering(fullReport, {
        commentsSteps12: 'W'.repeat(4000),
        advice1: 'a\n'.repeat(500),
        advice2: `début${'\n'.repeat(900)}fin`,
      }),
    );
    expect(text.replace(/[^W]/g, '')).toHaveLength(4000);
    expect(text).toContain('début fin');
    expect(pages.flatMap(({ outside, overlaps }) => [...outside, ...overlaps])).toEqual([]);
    expect(pages.length).toBeLessThan(20);
  });

  it('shows HTML and markup as the text it is, in the page and in the metadata', async () => {
    const report = answering(fullReport, { commentsSteps12: '<script>alert("1")</script> & <b>gras</b>' });
    const student = { ...fullReport.placement.student, lastName: 'O’<Neill> & Fils' };
    const { text, info, xmp } = await read({ ...report, placement: { ...report.placement, student } });
    expect(text).toContain('<script>alert("1")</script> & <b>gras</b>');
    expect(text).toContain('Inès O’<Neill> & Fils');
    expect(info.Title).toContain('Inès O’‹Neill› + Fils');
    expect(xmp).not.toContain('<Neill>');
  });

  it('replaces what the font cannot draw, and draws the names of Europe', async () => {
    const { text } = await read(
      answering(fullReport, {
        tutorName: 'Zoë Łukasiewicz-Đặng Ğökçe',
        commentsSteps12:
          'Bravo 👩🏽‍🏫👨‍👩‍👧 ! 你好 \u0000\u200b« ½ œ É ’ – … »\u202f: Ελλάδα, e\u0301te\u0301, \ud800',
      }),
    );
    expect(text).toContain('Zoë Łukasiewicz-Đặng Ğökçe');
    expect(text).toContain('Bravo □□ ! □□ « ½ œ É ’ – … » : Ελλάδα, été, ');
  });

  it('is made whatever people type', async () => {
    const typed = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, async (comment, name, advice) => {
        const bytes = await reportPdf(
          answering(fullReport, {
            commentsSteps12: comment,
            tutorName: name,
            advice1: advice,
            classLevel: name,
          }),
        );
        expect(Buffer.from(bytes.slice(0, 8)).toString('latin1')).toBe('%PDF-1.7');
      }),
      { numRuns: 25 },
    );
  });
});

describe('the bundle', () => {
  it('prints a report far from any node_modules', { timeout: 30_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sopa-report-'));
    try {
      await build({
        entryPoints: [new URL('../../functions/documents/report-pdf.ts', import.meta.url).pathname],
        outfile: join(folder, 'report.mjs'),
        bundle: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        mainFields: ['module', 'main'],
        minify: true,
        loader: { '.ttf': 'binary' },
        banner: {
          js: "import{createRequire as sopaRequire}from'node:module';const require=sopaRequire(import.meta.url);",
        },
      });
      await writeFile(join(folder, 'facts.json'), JSON.stringify(fullReport));
      await writeFile(
        join(folder, 'run.mjs'),
        `import { readFileSync, writeFileSync } from 'node:fs';
         import { reportPdf } from './report.mjs';
         writeFileSync('report.pdf', await reportPdf(JSON.parse(readFileSync('facts.json', 'utf8'))));
         process.stdout.write(readFileSync('report.pdf').toString('base64'));`,
      );
      const printed = execFileSync(process.execPath, ['run.mjs'], { cwd: folder, maxBuffer: 1e7 });
      expect(printed.toString()).toBe(Buffer.from(await reportPdf(fullReport)).toString('base64'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
