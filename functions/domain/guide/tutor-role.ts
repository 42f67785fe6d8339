import type { Guide } from '../../../schemas/framing.ts';

/** "Le rôle du tuteur de stage", in the guide's own words. */
export const tutorRole: Guide['tutorRole'] = {
  title: 'Le rôle du tuteur de stage en m1 MEEF1 mention 1er degré',
  subtitle: 'Stage d’Observation et de Pratiques Accompagnées « SOPA »',
  blocks: [
    {
      heading: 'Accueillir',
      paragraphs: [],
      items: [
        'Faire visiter l’école,',
        'Réserver un temps d’accueil au stagiaire avec le directeur, la directrice d’école,',
        'Rassurer l’étudiant en stage par un discours positif sur l’élève et le métier,',
        'Présenter l’école dans son environnement,',
        'S’assurer de la disponibilité des personnes, des locaux et du matériel,',
        'Présenter et expliciter la fonction des membres de l’équipe, du RASED et des partenaires extérieurs dont les parents,',
        'Informer l’étudiant ou l’étudiante sur la déontologie professionnelle et les exigences du métier,',
        'Informer de la réglementation (règlement intérieur, cahier d’appel, sécurité), du fonctionnement pédagogique (décloisonnements, échanges de service, différents conseils...),',
        'Réaliser un état des lieux des ressources disponibles dans l’école.',
      ],
    },
    {
      heading: 'Faire Observer',
      paragraphs: [],
      items: [
        'Organiser l’observation (considérer l’ensemble des points à observer et les conditions d’observation),',
        'Faire formuler en allant au-delà de la description, travailler sur les représentations initiales de l’étudiant ou de l’étudiante réalisant son stage.',
      ],
    },
    {
      heading: 'Accompagner / Conseiller / Former',
      paragraphs: [],
      items: [
        'Aider à la prise en main progressive de la classe afin de construire les compétences du référentiel de professeur des écoles,',
        'Analyser sa propre pratique enseignante et celle de l’étudiant stagiaire en prenant en compte son contexte (débutant),',
        'Apporter des conseils pour la conduite de classe,',
        'Expliciter ses démarches, ses choix pédagogiques en cohérence avec les principes didactiques,',
        'Aider à mettre en perspective les séquences observées par rapport à la progression annuelle et de cycle de la classe,',
        'Présenter des outils d’enseignement et ressources pédagogiques : emploi du temps, cahier journal, fiches de préparation, séquences, progressions, programmations…,',
        'Faciliter la mise en place des séances dans les différentes disciplines notamment en français et mathématiques,',
        'Accompagner le stagiaire dans la connaissance de plus en plus grande du système éducatif dans son ensemble et sa complexité.',
      ],
    },
    {
      heading: 'Observer / Évaluer',
      paragraphs: [],
      items: [
        'Compléter avec le stagiaire, à l’issue du stage, le compte-rendu demandé par l’INSPÉ (cf. page 12).',
      ],
    },
    {
      heading: 'Travailler en collaboration avec l’INSPÉ',
      paragraphs: [],
      items: [
        'Le tuteur de stage est invité aux réunions de présentation des attendus de stage et de partage d’expériences,',
        'Il participe à l’évaluation des étudiants en complétant et renvoyant le compte rendu de stage aux étudiants et gestionnaires de scolarité, évaluation de l’UE4 aux semestres 1 et 2,',
        'Il peut être amené à participer au jury de l’oral de stage, UE4 du semestre 2.',
      ],
    },
  ],
};
