import type { ReportForm } from '../../../schemas/report-form.ts';

/** What the guide says of punctuality for "Stages 1 à 4". */
const punctuality =
  'Fait respecter le règlement de la classe et connaît le règlement intérieur de l’école ; est ponctuel et assidu ; veille à la sécurité des élèves durant les temps de classe, de déplacements et de récréation';

/** The guide gives C11 one text for the whole year. */
const integrated = {
  lines: [
    'Stagiaire bien intégré à la classe, communique et porte de l’intérêt aux élèves et aux adultes de l’école',
    'Participe aux temps d’échanges et de préparation hors temps de classe',
    'Profite des temps de récréation, sur les temps de service du MAT, pour s’intégrer et rencontrer l’équipe de l’école',
    'Participe, si l’occasion se présente, à un conseil d’école, des maîtres, un temps de travail en équipe, une équipe éducative, une rencontre avec les familles…',
  ],
};

/**
 * "Éthique professionnelle : grille d’évaluation", without the "Stage 1 et stage 2 :" that only tells the columns apart. What
 * followed it begins with a capital, as the descriptors of the other levels do.
 */
export const ethics2026: ReportForm['ethics'] = {
  title: '4 – Éthique professionnelle',
  instruction:
    'À l’issue du stage, le maître/la maîtresse d’accueil temporaire évalue l’acquisition des compétences ci-contre :',
  guidance: 'Pour cela, vous vous appuierez sur la grille d’évaluation qui figure dans la page suivante.',
  weight: 'Cette validation participe à l’évaluation du semestre.',
  levels: { notAcquired: 'Non acquis', inProgress: 'En cours d’acquisition', acquired: 'Acquis' },
  detailsLabel: 'Précisions',
  criteria: [
    {
      criterionId: 'C1',
      heading:
        'Respecte les principes d’égalité, de neutralité, de laïcité, d’équité, de tolérance, de refus des discriminations',
      notAcquired: {
        lines: ['Par ses propos ou son attitude, ne respecte pas une ou plusieurs valeurs de la République'],
      },
      inProgress: { lines: ['Connaît et respecte les valeurs de la République'] },
      acquired: {
        sopa12: {
          lines: [
            'Connaît, respecte les valeurs de la république, est capable de les identifier dans la pratique de classe observée',
          ],
        },
        sopa34: {
          lines: [
            'Fait vivre les valeurs de la République auprès des élèves (circulation de la parole, respect des personnes et des opinions…)',
          ],
        },
      },
    },
    {
      criterionId: 'C2',
      heading: 'Répond aux exigences de ponctualité, d’assiduité, de sécurité et de confidentialité',
      notAcquired: {
        lines: [
          'N’a pas pris connaissance du règlement de la classe',
          'N’est pas ponctuel',
          'Ne prévient pas en cas d’absence',
          'Ne participe pas aux temps de surveillance de récréation et de déplacement',
        ],
      },
      inProgress: {
        lines: [
          'A pris connaissance du règlement de la classe et comprend sa fonction',
          'Accompagne les temps de classe, de déplacements et de récréation sans s’impliquer dans la sécurité des élèves',
          'Prévient tardivement en cas d’absence ou de retard, a pu être en retard',
        ],
      },
      acquired: {
        sopa12: { lines: [punctuality] },
        sopa34: {
          lines: [
            punctuality,
            'Veille à la confidentialité des informations sensibles portées à sa connaissance',
          ],
        },
      },
    },
    {
      criterionId: 'C6',
      heading:
        'Adopte une attitude et un positionnement d’adulte responsable au sein de la classe et de l’école',
      notAcquired: {
        lead: 'Un positionnement d’adulte responsable n’est pas observé, soit dans :',
        lines: ['l’attitude,', 'la tenue,', 'l’usage du téléphone portable,', '…'],
      },
      inProgress: {
        lines: [
          'Veille à ce que son attitude et ses propos ne soient pas discriminatoires et ne fassent pas obstacle à l’apprentissage et au développement de la confiance en soi des élèves',
        ],
      },
      acquired: {
        sopa12: {
          lines: [
            'A repéré les conditions et les règles d’une vie collective fondée sur le respect mutuel ; a repéré les conditions d’un climat de classe sécurisant/bienveillant',
          ],
        },
        sopa34: {
          lines: [
            'Pose et maintient les conditions et les règles d’une vie collective fondée sur le respect mutuel ; met tout en œuvre pour maintenir un climat de classe sécurisant/bienveillant',
          ],
        },
      },
    },
    {
      criterionId: 'C7',
      heading: 'Utilise un langage adapté à ses interlocuteurs ; maîtrise la langue française',
      notAcquired: {
        lines: [
          'Utilise un niveau de langage qui n’est pas compatible avec la posture attendue d’un référent éducatif',
        ],
      },
      inProgress: {
        lines: [
          'Utilise un niveau de langage oral compatible avec la posture attendue d’un référent éducatif',
          'La maîtrise de la langue écrite mérite une attention particulière',
        ],
      },
      acquired: {
        sopa12: { lines: ['S’exprime avec clarté et précision à l’oral et à l’écrit'] },
        sopa34: {
          lines: [
            'S’exprime avec clarté et précision à l’oral et à l’écrit en prenant en compte son interlocuteur',
          ],
        },
      },
    },
    {
      criterionId: 'C11',
      heading:
        'Fait preuve de respect à l’égard des élèves et des membres de la communauté éducative ; adopte une attitude favorable aux échanges avec les membres de l’équipe d’école',
      notAcquired: {
        lines: [
          'Stagiaire très en retrait, participe ponctuellement aux échanges entre adultes et avec les élèves',
        ],
      },
      inProgress: {
        lines: [
          'Stagiaire intégré à la classe, communique et porte de l’intérêt aux élèves et aux adultes de la classe',
        ],
      },
      acquired: { sopa12: integrated, sopa34: integrated },
    },
  ],
};
