import type { Guide } from '../../../schemas/framing.ts';

/** "La lettre de mission du tuteur de stage", in the guide's own words. */
export const missionLetter: Guide['missionLetter'] = {
  title: 'La lettre de mission du tuteur de stage',
  blocks: [
    {
      paragraphs: [
        'Depuis la rentrée 2022, les étudiants en formation à l’INSPÉ de l’académie de Poitiers, en première année (m1) de master MEEF1 mention premier degré, doivent effectuer un Stage d’Observation et de Pratique Accompagnée (SOPA) d’une durée équivalente à six semaines, réparties sur une année scolaire.',
        'Vous avez accepté d’être tuteur ou tutrice de stage d’un ou de deux de nos étudiant(s) de m1 et tenons à vous remercier vivement de votre engagement dans cette mission qui vous a été proposée par l’intermédiaire du corps d’inspection. Par votre action, vous contribuez pleinement à la formation universitaire professionnalisante des futurs enseignants et futures enseignantes.',
      ],
      items: [],
    },
    {
      heading: 'Vos missions en tant que tuteur de Stage d’Observation et de Pratique Accompagnée (SOPA)',
      paragraphs: [
        'Votre rôle en tant que tuteur est multiple et se décline selon plusieurs axes fondamentaux :',
      ],
      items: [
        'Accueillir et intégrer l’étudiant dans l’école : lui présenter l’équipe enseignante, les locaux, les élèves et les règles de fonctionnement de l’établissement,',
        'Observer et analyser les pratiques : proposer des temps d’observations des et d’échanges sur les pratiques enseignantes, en mettant en avant les axes d’amélioration, possiblement permettre à l’étudiant de pratiquer ponctuellement, sous votre supervision,',
        'Accompagner la prise en main de la classe : aider à la planification des séquences pédagogiques, donner des repères pour la gestion de classe et proposer des ressources pédagogiques adaptées,',
        'Encourager la réflexion pédagogique : aider l’étudiant à analyser ses expériences, à comprendre les enjeux didactiques et à affiner ses choix pédagogiques,',
        'Assurer un suivi régulier : proposer des bilans intermédiaires et finaliser un retour constructif sur le parcours de stage.',
      ],
    },
    {
      heading: 'Un partenariat essentiel pour une formation universitaire professionnalisante',
      paragraphs: [
        'Votre accompagnement ne se limite pas à un simple encadrement technique, mais engage également un dialogue régulier et bienveillant avec l’étudiant. Cette relation de tutorat contribue à construire sa posture professionnelle et à le préparer aux réalités du terrain, en phase avec le plan de formation conçus et mis en œuvre à l’INSPÉ. Ainsi, la mission de proximité qui vous a été confiée est essentielle pour les étudiants en formation. Il s’agit d’étudiants qu’il sera nécessaire à la fois d’accompagner et de rassurer, mais aussi de guider et de réguler lorsque cela s’avérera nécessaire. L’INSPÉ de l’académie de Poitiers reste à votre écoute pour toute question ou besoin d’ajustement dans le suivi des étudiants et étudiantes. Nous espérons que ce guide contribue à clarifier votre rôle et répond au plus grand nombre de vos interrogations.',
        'Ainsi, votre engagement dans ce dispositif est précieux car il participe pleinement à la formation des futurs enseignants et enseignantes de l’académie de Poitiers.',
      ],
      items: [],
    },
  ],
  signatures: [
    { name: 'Denis Alamargot', role: 'Directeur de l’INSPÉ de l’académie de Poitiers' },
    { name: 'Cécile Lalanne', role: 'Directrice adjointe - Assesseure à la pédagogie' },
  ],
};
