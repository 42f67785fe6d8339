// What pdfkit 0.20 takes and @types/pdfkit does not know yet.
declare namespace PDFKit.Mixins {
  interface MarkingOptions {
    /** Of an artifact: what kind of decoration it is. */
    type?: 'Pagination' | 'Layout' | 'Page' | 'Background';
  }
  interface PDFFont {
    /** A font that fontkit has opened: shared by documents, so that its tables are read once. */
    registerFont(name: string, font: import('fontkit').Font): this;
  }
  interface StructureElementOptions {
    /** Of a table's header cell: what it heads. */
    scope?: 'Row' | 'Column' | 'Both';
    /** Of a figure: left, top, right and bottom on its page, in points. */
    bbox?: [number, number, number, number];
  }
}
