/**
 * The names by which tests and documentation refer to the demo company. Everything else in it is generated and may
 * change with the scripts.
 */
export const DEMO = {
    /** The person whose expectations are counted below: an ordinary member of the company who is also an admin. */
    jean: 'jean',
    rooms: {
        engineering: 'engineering',
        random: 'random',
        incidents: 'incidents',
        leadership: 'leadership',
        secretOps: 'secret-ops',
        announcements: 'announcements',
        onCall: 'on-call',
        builds: 'builds',
        platform: 'platform',
        salesLatam: 'sales-latam',
        asia: 'tokyo-shanghai',
        archived: 'legacy-billing',
        encrypted: 'board-notes',
        discussion: 'rate-limits-redesign',
        directAna: 'dm-jean-ana',
        directDiego: 'dm-jean-diego',
        trio: 'dm-jean-ana-marina',
        directOfOthers: 'dm-ana-diego',
    },
    messages: {
        /** A thread of #engineering in which somebody mentions jean half-way. */
        mentionThread: 'engMentionThread0',
        mentionInThread: 'engMentionInThrd0',
        /** A thread of #engineering without a mention; the only place where "deploy pipeline" is said. */
        plainThread: 'engPlainThread000',
        deployPipeline: 'engDeployPipeline',
        /** A thread jean replied to and others continued. */
        continuedThread: 'engContinuedThrd0',
        longThread: 'engLongThread0000',
        edited: 'engEditedMessage0',
        codeBlock: 'engCodeBlock00000',
        longMessage: 'engLongMessage000',
        fileInThread: 'engFileInThread00',
        fileInRoom: 'engFileInRoom0000',
        alsoInRoom: 'engReplyAlsoRoom0',
        teamMention: 'engTeamMention000',
        roleMention: 'oncRoleMention000',
        mentionInIncidents: 'incMentionJean000',
        mentionAll: 'incMentionAll0000',
        /** A thread of #incidents: jean opened the room after its last reply, the thread itself is still unread. */
        threadReadByRoom: 'incThreadOpened00',
        mentionInLeadership: 'ldrMentionJean000',
        canary: 'secSearchCanary00',
        mentionHere: 'rndMentionHere000',
        customEmoji: 'rndCustomEmoji000',
        customReaction: 'rndCustomReact000',
        quoted: 'rndQuotedMessage0',
        quote: 'rndQuoteMessage00',
        image: 'rndImageUpload000',
        smokeTest: 'dmOthersSmokeTst0',
        /** The same situation as `threadReadByRoom`, for ana.dev, in a room that is otherwise read. */
        threadReadByRoomOfAna: 'pltThreadOpened00',
        webhook: 'incWebhookAlert00',
    },
    phrases: {
        canary: 'search-leak canary',
        smokeTest: 'smoke test before EOD',
        deployPipeline: 'deploy pipeline',
        deleted: 'accidental paste',
    },
    emojis: { custom: 'rocketcli', second: 'shipit' },
    /** What jean has to see on a freshly seeded workspace. */
    expected: {
        mentions: ['engMentionInThrd0', 'incMentionJean000', 'ldrMentionJean000'],
        unreadRooms: ['engineering', 'incidents', 'leadership', 'random'],
        unreadDirects: { 'dm-jean-ana': 3, 'dm-jean-diego': 2 },
        unreadThreads: ['engMentionThread0', 'engContinuedThrd0', 'incThreadOpened00'],
    },
} as const;
