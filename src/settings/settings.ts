import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

/** What an admin decided, read once per request. */
export interface Settings {
    /** `off`: no agent writes. `allow`: connections with the write scope do. */
    writeMode: 'off' | 'allow';
    /** Longest life of a connection token, in days. */
    tokenDays: number;
    /** Web origins (besides the workspace's own) whose pages may call the endpoint. */
    allowedOrigins: string[];
    /** How many pages of messages a second the index may read while it fills and checks itself. */
    indexReadsPerSecond: number;
    /** Messages older than this are not indexed, in days; 0 for no limit. */
    indexMaxAgeDays: number;
}

const WRITE_MODE = 'write_mode';
const TOKEN_DAYS = 'token_days';
const ALLOWED_ORIGINS = 'allowed_origins';
const INDEX_READS = 'index_reads_per_second';
const INDEX_AGE = 'index_max_age_days';

/** Every setting, declared once; labels are keys of `i18n/`. */
export const settingDeclarations: ISetting[] = [
    {
        id: WRITE_MODE,
        type: SettingType.SELECT,
        packageValue: 'off',
        required: true,
        public: false,
        section: 'settings_section_writing',
        i18nLabel: 'setting_write_mode',
        i18nDescription: 'setting_write_mode_description',
        values: [
            { key: 'off', i18nLabel: 'setting_write_mode_off' },
            { key: 'allow', i18nLabel: 'setting_write_mode_allow' },
        ],
    },
    {
        id: TOKEN_DAYS,
        type: SettingType.NUMBER,
        packageValue: 30,
        required: true,
        public: false,
        section: 'settings_section_connections',
        i18nLabel: 'setting_token_days',
        i18nDescription: 'setting_token_days_description',
    },
    {
        id: ALLOWED_ORIGINS,
        type: SettingType.STRING,
        packageValue: '',
        required: false,
        public: false,
        section: 'settings_section_connections',
        i18nLabel: 'setting_allowed_origins',
        i18nDescription: 'setting_allowed_origins_description',
    },
    {
        id: INDEX_READS,
        type: SettingType.NUMBER,
        packageValue: 100,
        required: true,
        public: false,
        section: 'settings_section_search',
        i18nLabel: 'setting_index_reads_per_second',
        i18nDescription: 'setting_index_reads_per_second_description',
    },
    {
        id: INDEX_AGE,
        type: SettingType.NUMBER,
        packageValue: 0,
        required: true,
        public: false,
        section: 'settings_section_search',
        i18nLabel: 'setting_index_max_age_days',
        i18nDescription: 'setting_index_max_age_days_description',
    },
];

const MAX_TOKEN_DAYS = 90;
const MAX_READS = 1_000;

/** Reads the settings; a value that makes no sense counts as the safest one. */
export async function readSettings(reader: ISettingRead): Promise<Settings> {
    const [writeMode, tokenDays, origins, reads, age] = await Promise.all(
        [WRITE_MODE, TOKEN_DAYS, ALLOWED_ORIGINS, INDEX_READS, INDEX_AGE].map(
            (id) => reader.getValueById(id) as Promise<unknown>,
        ),
    );
    return {
        writeMode: writeMode === 'allow' ? 'allow' : 'off',
        tokenDays: wholeWithin(tokenDays, 1, MAX_TOKEN_DAYS, 1),
        allowedOrigins: String(origins ?? '')
            .split(/[\s,]+/)
            .filter(Boolean),
        indexReadsPerSecond: wholeWithin(reads, 1, MAX_READS, 1),
        indexMaxAgeDays: wholeWithin(age, 0, Infinity, 0),
    };
}

/** A whole number between two bounds; anything else is the fallback. */
function wholeWithin(value: unknown, min: number, max: number, fallback: number): number {
    const number = Math.floor(Number(value));
    return number >= min && number <= max ? number : fallback;
}
