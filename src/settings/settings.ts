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
}

const WRITE_MODE = 'write_mode';
const TOKEN_DAYS = 'token_days';
const ALLOWED_ORIGINS = 'allowed_origins';

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
];

const MAX_TOKEN_DAYS = 90;

/** Reads the settings; a value that makes no sense counts as the safest one. */
export async function readSettings(reader: ISettingRead): Promise<Settings> {
    const [writeMode, tokenDays, origins] = await Promise.all(
        [WRITE_MODE, TOKEN_DAYS, ALLOWED_ORIGINS].map((id) => reader.getValueById(id) as Promise<unknown>),
    );
    const days = Number(tokenDays);
    return {
        writeMode: writeMode === 'allow' ? 'allow' : 'off',
        tokenDays: days >= 1 && days <= MAX_TOKEN_DAYS ? Math.floor(days) : 1,
        allowedOrigins: String(origins ?? '')
            .split(/[\s,]+/)
            .filter(Boolean),
    };
}
