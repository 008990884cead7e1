import type { ServerSettingDoc } from '../store/documents';
import { Refusal } from './errors';
import type { World } from './world';

type Value = string | number | boolean;

interface Declaration {
    value: Value;
    public?: boolean;
    hidden?: boolean;
    secret?: boolean;
}

/** The server settings this workspace obeys or apps are likely to read, with the product's defaults. */
const DECLARED: Record<string, Declaration> = {
    Site_Url: { value: 'http://127.0.0.1:3000', public: true },
    Site_Name: { value: 'Rocket.Chat', public: true },
    Language: { value: 'en', public: true },
    uniqueID: { value: '', public: true, hidden: true },
    Discussion_enabled: { value: true, public: true },
    Threads_enabled: { value: true, public: true },
    E2E_Enable: { value: true, public: true },
    E2E_Allow_Unencrypted_Messages: { value: false, public: true },
    FileUpload_Enabled: { value: true, public: true },
    FileUpload_MaxFileSize: { value: 104_857_600, public: true },
    FileUpload_ProtectFiles: { value: true, public: true },
    FileUpload_Restrict_to_room_members: { value: true },
    Message_AllowDeleting: { value: true, public: true },
    Message_AllowDeleting_BlockDeleteInMinutes: { value: 0, public: true },
    Message_AllowEditing: { value: true, public: true },
    Message_AllowEditing_BlockEditInMinutes: { value: 0, public: true },
    Message_AllowPinning: { value: true, public: true },
    Message_AllowStarring: { value: true, public: true },
    Message_KeepHistory: { value: false, public: true },
    Message_MaxAllowedSize: { value: 5000, public: true },
    Message_ShowDeletedStatus: { value: false, public: true },
    Message_ErasureType: { value: 'Delete', public: true },
    SMTP_Password: { value: '', secret: true },
    Store_Last_Message: { value: true, public: true },
    Unread_Count: { value: 'user_and_group_mentions_only', public: true },
    Unread_Count_DM: { value: 'all_messages', public: true },
};

/** Adds the settings a store does not have yet. */
export function declareSettings(store: World['store']): void {
    for (const [id, { value, ...marks }] of Object.entries(DECLARED)) {
        if (store.settings.has(id)) continue;
        const type = typeof value === 'number' ? 'int' : typeof value;
        store.settings.insert({ _id: id, value, packageValue: value, type, public: false, ...marks });
    }
}

/** The value of a declared setting. */
export function setting<T extends Value>(world: World, id: string): T {
    const found = world.store.settings.get(id);
    if (!found) throw new Error(`setting ${id} is not declared`);
    return found.value as T;
}

/** Throws `error-setting-not-found`, and refuses a value of another type. */
export function changeSetting(world: World, id: string, value: Value): ServerSettingDoc {
    const found = world.store.settings.get(id);
    if (!found) throw new Refusal('error-setting-not-found', `There is no setting ${id}`);
    if (typeof value !== typeof found.packageValue) {
        throw new Refusal('error-invalid-setting-value', `${id} takes a ${typeof found.packageValue}`);
    }
    return world.store.settings.update(id, { value })!;
}
