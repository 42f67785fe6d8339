/** French has no plural below two: "0 étudiant", "1 étudiant", "2 étudiants". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('fr-FR')} ${count < 2 ? one : many}`;
