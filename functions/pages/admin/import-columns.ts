import type { Institute } from '../../../schemas/programme.ts';
import type { ImportColumn } from '../../domain/import/import-columns.ts';
import { siteExamples } from '../../domain/wording/site-examples.ts';

/** The columns of an import, as they are explained to whoever prepares the file. */
export const importColumns = ({
  sites,
  programme,
}: Pick<Institute, 'sites' | 'programme'>): { name: ImportColumn; content: string }[] => [
  { name: 'etudiant_numero', content: 'Numéro d’étudiant·e' },
  { name: 'etudiant_nom', content: 'Nom de l’étudiant·e' },
  { name: 'etudiant_prenom', content: 'Prénom de l’étudiant·e' },
  { name: 'etudiant_courriel', content: 'Adresse électronique de l’étudiant·e' },
  { name: 'site', content: `${programme.words.site} : ${siteExamples(sites, 3)}` },
  { name: 'tuteur_civilite', content: 'Mme ou M.' },
  { name: 'tuteur_nom', content: 'Nom du tuteur ou de la tutrice' },
  { name: 'tuteur_prenom', content: 'Prénom du tuteur ou de la tutrice' },
  { name: 'tuteur_courriel', content: 'Adresse électronique du tuteur ou de la tutrice' },
  { name: 'ecole_uai', content: 'Code de l’école : 7 chiffres et une lettre' },
  { name: 'ecole_telephone', content: 'Téléphone de l’école : 05 49 00 00 00' },
  { name: 'ecole_nom', content: 'Nom de l’école' },
  { name: 'ecole_commune', content: 'Commune de l’école' },
  { name: 'classe_niveau', content: 'PS à CM2, ou plusieurs niveaux' },
  { name: 'classe_effectif', content: 'Nombre d’élèves, de 1 à 60' },
  { name: 'debut', content: 'Premier jour : 05/10/2026 ou 2026-10-05' },
  { name: 'fin', content: 'Dernier jour' },
  { name: 'debut_2', content: 'Stage en deux fois : premier jour de la deuxième période' },
  { name: 'fin_2', content: 'Stage en deux fois : dernier jour de la deuxième période' },
];
