/** A cell as a spreadsheet program takes it for text: what begins like a formula would be computed when it is opened. */
const cell = (text: string): string => {
  const harmless = /^(?:[=+\-@\r]|\t(?!\d))/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** CSV as a French spreadsheet program opens it. */
export const csvOf = (lines: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\uFEFF${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`);
