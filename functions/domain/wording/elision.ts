/** "d’Inès Morin", "de Clémence Gauthier": "de" is elided before a vowel, and before a y that is one (Yves, not Yann). */
export const of = (name: string): string =>
  /^([aeiouœæ]|y[^aeiou])/i.test(name.normalize('NFD')) ? `d’${name}` : `de ${name}`;
