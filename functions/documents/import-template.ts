/** An empty workbook with these titles, as text throughout: a student number must keep its zeros. */
export const importTemplate = async (titles: readonly string[]): Promise<Uint8Array> => {
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const header = titles.map((value) => ({ value, fontWeight: 'bold' as const }));
  const columns = titles.map((title) => ({ width: Math.max(14, title.length + 2) }));
  const blob = await writeXlsxFile([header], { columns, sheet: 'Affectations' }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
};
