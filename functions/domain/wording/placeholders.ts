/** What a passage of a mail may name, between braces, and what stands there: as people read it who word mails. */
export const placeholders = {
  stage: 'Le nom du stage',
  étudiant: 'Le prénom et le nom de l’étudiant ou de l’étudiante',
  'de l’étudiant': 'Les mêmes, précédés de « de » ou de « d’ »',
  étudiants: 'Le prénom et le nom de chaque étudiant',
  'des étudiants': 'Les mêmes, chacun précédé de « de » ou de « d’ »',
  tuteur: 'La civilité, le prénom et le nom du tuteur ou de la tutrice',
  école: 'Le nom de l’école',
  ville: 'La commune de l’école',
  dates: 'Les dates du stage',
  études: 'La formation que suit l’étudiant ou l’étudiante',
  institut: 'Votre établissement, avec son article',
  'nom de l’établissement': 'Le nom complet de votre établissement',
  'site de l’institut': 'Comme « site de l’établissement », dans vos mots',
  'du site': 'Le nom du site, précédé de « de » ou de « d’ »',
  sites: 'Les noms des sites',
  délégué: 'Le nom et l’adresse du délégué ou de la déléguée de stage',
  délégués:
    'Qui est informé de la relance et peut aider : « Karim Benali (adresse), …, est informé·e de cette relance et peut vous aider »',
  'date limite': 'L’échéance du compte-rendu, comme « vendredi 16 octobre 2026 »',
  'd’ici à la date limite': 'Selon le jour : « d’ici au … », « aujourd’hui, … » ou « dès que possible : … »',
  'à compléter':
    'Selon le jour : « à compléter d’ici au … », « à compléter aujourd’hui, … » ou « attendu depuis le … »',
  'premier jour': 'Le premier jour du stage, comme « lundi 5 octobre »',
  'commence le': 'Selon le jour : « commence le … » ou « a commencé le … »',
  's’achève': 'Selon le jour et le nombre : « s’achève », « s’est achevé »…',
  'jour de correction': 'Le jour d’ici auquel corriger, comme « vendredi 23 octobre »',
  unité: 'L’unité d’enseignement, avec son article',
  'de l’unité': 'La même, précédée de « de »',
  nombre: 'Combien de comptes-rendus',
  'attendus pour le': 'Là où l’échéance est la même pour tous : « , attendus pour le … »',
  version: 'Le numéro de la version envoyée',
  'version, s’il y en a plusieurs': 'Comme « (version 2) » ; rien pour la première',
  'version remplacée': 'Ce que la nouvelle version remplace',
  critères: 'Comme « un critère » ou « 2 critères »',
  niveau: 'Le niveau « non acquis », comme le nomme le formulaire',
  'de la grille': 'Le nom de la grille, précédé de « de »',
  motif: 'Pourquoi le stage n’a pas lieu, là où cela peut être dit',
  points: 'Ce qui attend, comme « 9 points attendent votre attention, dont 3 nouveaux »',
  'comptes-rendus reçus': 'Ce qui est arrivé, comme « 3 comptes-rendus reçus depuis le matin précédent »',
  'en bref': 'Ce qui attend et ce qui est arrivé, en quelques mots',
  réunion: 'La réunion avec son article, comme « la réunion d’information »',
  'à la réunion': 'La même, comme « à la réunion d’information » ou « au jury de l’oral de stage »',
  'nom de la réunion': 'Comme « Réunion d’information », sans article',
  'date de la réunion': 'Son jour, comme « jeudi 15 octobre »',
  'but de la réunion': 'Pourquoi y venir, en une phrase, selon la réunion',
  invité: 'Le nom de la personne invitée, à la place de laquelle une autre peut venir',
} as const;

export type Placeholder = keyof typeof placeholders;
const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(placeholders, name);

/** As it was typed on any keyboard: « {Date limite} », « {de l'étudiant} ». */
export const placeholderNamed = (typed: string): Placeholder | undefined => {
  const name = typed.normalize('NFC').toLowerCase().replaceAll("'", '’').replace(/\s+/g, ' ').trim();
  return isPlaceholder(name) ? name : undefined;
};
