import type { SiteId } from '../../../schemas/institution.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';

type Title = 'Mme' | 'M.';
/** Title, first name, last name, of invented tutors; their schools beside them. */
const tutors: [Title, string, string, string, string, string][] = [
  ['Mme', 'Léonie', 'Arnaudeau', 'École élémentaire Jules-Verne', 'Chauvigny', 'CE2'],
  ['M.', 'Bastien', 'Poupard', 'École primaire Rosa-Bonheur', 'Vouillé', 'CM1-CM2'],
  ['Mme', 'Clarisse', 'Hénault', 'École maternelle Les Mésanges', 'Saint-Benoît', 'MS-GS'],
  ['Mme', 'Pauline', 'Rivaud', 'École élémentaire Jean-Macé', 'Niort', 'CP'],
  ['M.', 'Étienne', 'Baudry', 'École primaire du Marais', 'Coulon', 'CE1-CE2'],
  ['Mme', 'Sabrina', 'Ferchaud', 'École maternelle Les Coquelicots', 'Chauray', 'PS-MS'],
  ['Mme', 'Inès', 'Lacotte', 'École élémentaire Marie-Curie', 'Soyaux', 'CM2'],
  ['M.', 'Rémi', 'Dubroca', 'École primaire George-Sand', 'Gond-Pontouvre', 'CE1'],
  ['Mme', 'Agathe', 'Mercadier', 'École maternelle Les Hirondelles', 'La Couronne', 'GS'],
  ['Mme', 'Noémie', 'Perraudin', 'École élémentaire du Port', 'La Rochelle', 'CE2-CM1'],
  ['M.', 'Gaël', 'Trichet', 'École primaire Samuel-Champlain', 'Aytré', 'CM1'],
  ['Mme', 'Flora', 'Guillon', 'École maternelle Les Goélands', 'Rochefort', 'PS'],
];
const students: [string, string][] = [
  ['Lou', 'Amiot'],
  ['Nathan', 'Berthelot'],
  ['Salomé', 'Chabot'],
  ['Ilyès', 'Daviaud'],
  ['Élise', 'Enard'],
  ['Maxence', 'Fradin'],
  ['Jade', 'Gaboriau'],
  ['Tom', 'Herbreteau'],
  ['Anaëlle', 'Imbert'],
  ['Sacha', 'Jousseaume'],
  ['Zélie', 'Lavergne'],
  ['Corentin', 'Moinard'],
  ['Mélissa', 'Naudon'],
  ['Oscar', 'Ouvrard'],
  ['Lucile', 'Pineau'],
  ['Malo', 'Quéré'],
  ['Romane', 'Rousselot'],
  ['Simon', 'Sarrazin'],
  ['Thaïs', 'Texier'],
  ['Ulysse', 'Vergnaud'],
  ['Margaux', 'Brunet'],
  ['Victor', 'Cailleau'],
  ['Ambre', 'Delavaud'],
  ['Youssef', 'Hamidi'],
];

/** The letters of a name in an address: `Le Goff` gives `le-goff`. */
const inAddress = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-');
const address = (firstName: string, lastName: string, domain: string) =>
  `${inAddress(firstName)}.${inAddress(lastName)}@${domain}`;

/** Two dozen students with a dozen tutors, three to a site, every tutor with two students: nobody of them exists. */
export function samplePeople(siteIds: SiteId[], year: number): Omit<PlacementFacts, 'periods'>[] {
  return students.flatMap(([firstName, lastName], index) => {
    const position = Math.floor(index / 2);
    const tutor = tutors[position];
    const siteId = siteIds[Math.floor(position / 3) % siteIds.length];
    if (!tutor || !siteId) return [];
    const [title, tutorFirstName, tutorLastName, school, town, classLevel] = tutor;
    return [
      {
        studentNumber: `${year - 2000}6${String(101 + index * 7).padStart(5, '0')}`,
        student: { lastName, firstName, email: address(firstName, lastName, 'etu.example') },
        siteId,
        tutor: {
          title,
          lastName: tutorLastName,
          firstName: tutorFirstName,
          email: address(tutorFirstName, tutorLastName, 'ac.example'),
        },
        // Of the numbers that nobody has (Arcep, for films and samples).
        school: { name: school, town, phone: `05 36 49 02 ${String(position + 10)}` },
        classLevel,
        pupilCount: 18 + ((index * 5) % 10),
      },
    ];
  });
}
