import PDFDocument from 'pdfkit';
import type { ReportFonts } from '../fonts/report-fonts.ts';
import { colors, contentBottom, page, type TextStyle } from './appearance.ts';

export type Element = PDFKit.PDFStructureElement;
export type ElementOptions = PDFKit.Mixins.StructureElementOptions;

/** One run of text on a line. Without `element` it is decoration, which a screen reader passes over. */
export type Fragment = { text: string; x: number; style: TextStyle; element?: Element; marked?: boolean };
export type Line = { height: number; fragments: Fragment[] };

export type DocumentFacts = { title: string; author: string; subject: string; createdAt: Date };

/** Capitals of Source Sans 3 are 0.66 of its size: sets a line of text in the optical middle of its leading. */
const capHeight = 0.66;

/** "I keep to PDF/UA-1", in the document's XMP metadata. */
const conformance = `
  <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
    <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
`;

/**
 * Pages that fill from top to bottom, tagged for screen readers (PDF/UA-1): every mark on them belongs to an element of the
 * structure or is an artifact. pdfkit's own text flow is not used: it cannot break a row of a table over pages.
 */
export class TaggedPages {
  readonly document: PDFKit.PDFDocument;
  readonly root: Element;
  y: number = page.top;
  #current: Element | undefined;

  constructor(facts: DocumentFacts, fonts: ReportFonts) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'fr-FR',
      displayTitle: true,
      // No default font: pdfkit's is Helvetica, whose metrics it would read from a file that a bundle does not have.
      font: '',
      // /ID is made from this: the same report is the same bytes.
      info: {
        Title: facts.title,
        Author: facts.author,
        Subject: facts.subject,
        Creator: 'SOPA',
        Producer: 'PDFKit',
        CreationDate: facts.createdAt,
        ModDate: facts.createdAt,
      },
    });
    this.document.appendXML(conformance);
    this.document.registerFont('regular', fonts.regular);
    this.document.registerFont('semiBold', fonts.semiBold);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  /** A new element of the structure; elements are read in the order in which they are made. */
  element(parent: Element, tag: string, options: ElementOptions = {}): Element {
    const made = this.document.struct(tag, options);
    this.#tags.set(made, tag);
    parent.add(made);
    return made;
  }
  readonly #tags = new WeakMap<Element, string>();

  widthOf(text: string, style: TextStyle): number {
    return this.document.font(style.font).fontSize(style.size).widthOfString(onPaper(text));
  }

  get room(): number {
    return contentBottom - this.y;
  }

  breakPage(): void {
    this.#close();
    this.document.addPage();
    this.y = page.top;
  }

  /** Starts a new page unless this much is left of the current one. */
  keep(height: number): void {
    if (height > this.room && this.y > page.top) this.breakPage();
  }

  /** Draws what only decorates. */
  artifact(draw: (document: PDFKit.PDFDocument) => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#close();
    this.document.markContent('Artifact', { type });
    draw(this.document);
    this.document.endMarkedContent();
  }

  /** Draws a picture that says something. @param alt what it says, to whoever does not see it */
  figure(
    parent: Element,
    alt: string,
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
    draw: (document: PDFKit.PDFDocument) => void,
  ): void {
    this.#close();
    const element = this.element(parent, 'Figure', { alt, bbox: [x, y, x + width, y + height] });
    element.add(this.document.markStructureContent('Figure'));
    draw(this.document);
    this.document.endMarkedContent();
  }

  /** Draws a line of text whose top is `y`; `x` is what its fragments count from. */
  line(line: Line, x: number, y: number): void {
    for (const fragment of line.fragments) {
      if (fragment.text === '') continue;
      if (fragment.marked) this.#marker(fragment, x, y, line.height);
      if (fragment.element === undefined) this.artifact(() => this.#text(fragment, x, y, line.height));
      else {
        this.#open(fragment.element);
        this.#text(fragment, x, y, line.height);
      }
    }
  }

  /** Draws lines one below the other, from where the page is filled to. */
  lines(lines: readonly Line[], x: number): void {
    for (const line of lines) {
      this.keep(line.height);
      this.line(line, x, this.y);
      this.y += line.height;
    }
  }

  /** Draws the footer of every page, once their number is known, and hands over the bytes. */
  async finish(footer: (pageNumber: number, pageCount: number) => void): Promise<Uint8Array> {
    this.#close();
    const { count } = this.document.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.document.switchToPage(index);
      footer(index + 1, count);
    }
    this.document.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.document) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  }

  /** Consecutive lines of an element share one piece of marked content. */
  #open(element: Element): void {
    if (this.#current === element) return;
    this.#close();
    element.add(this.document.markStructureContent(this.#tags.get(element) ?? 'Span'));
    this.#current = element;
  }

  #close(): void {
    if (this.#current === undefined) return;
    this.document.endMarkedContent();
    this.#current = undefined;
  }

  #text({ text, x: indent, style }: Fragment, x: number, y: number, height: number): void {
    this.document
      .font(style.font)
      .fontSize(style.size)
      .fillColor(style.color)
      .text(onPaper(text), x + indent, y + (height + capHeight * style.size) / 2, {
        lineBreak: false,
        baseline: 'alphabetic',
      });
  }

  #marker({ text, x: indent, style }: Fragment, x: number, y: number, height: number): void {
    const width = this.widthOf(text.trimEnd(), style);
    this.artifact((document) => {
      document.rect(x + indent - 1.5, y + 0.6, width + 3, height - 1.2).fill(colors.marker);
    });
  }
}

/** A non-breaking space has done its work once lines are broken; words measured and words drawn are then the same. */
const onPaper = (text: string): string => text.replaceAll('\u00a0', ' ');
