import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages';
import type { AttachmentDoc } from '../../store/documents';
import { convertFields, take, withoutEmpty, type FieldMap } from './fields';

/** App field and stored field of what is only renamed. */
const RENAMED = {
    collapsed: 'collapsed',
    color: 'color',
    text: 'text',
    timestampLink: 'message_link',
    thumbnailUrl: 'thumb_url',
    imageDimensions: 'image_dimensions',
    imagePreview: 'image_preview',
    imageUrl: 'image_url',
    imageType: 'image_type',
    imageSize: 'image_size',
    audioUrl: 'audio_url',
    audioType: 'audio_type',
    audioSize: 'audio_size',
    videoUrl: 'video_url',
    videoType: 'video_type',
    videoSize: 'video_size',
    fields: 'fields',
    actionButtonsAlignment: 'button_alignment',
    actions: 'actions',
    type: 'type',
    description: 'description',
} as const;

const author = (rest: Record<string, unknown>) => ({
    name: take(rest, 'author_name'),
    link: take(rest, 'author_link'),
    icon: take(rest, 'author_icon'),
});

const MESSAGE_ATTACHMENT: FieldMap = {
    ...RENAMED,
    author,
    title: (rest) => ({
        value: take(rest, 'title'),
        link: take(rest, 'title_link'),
        displayDownloadLink: take(rest, 'title_link_download'),
    }),
    // A missing time becomes an invalid date here, and 1970 once the codec has carried it to the app.
    timestamp: (rest) => new Date(take<Date>(rest, 'ts')),
};

/** Threads are read by a converter of their own, which leaves out what is missing. */
const THREAD_ATTACHMENT: FieldMap = {
    ...MESSAGE_ATTACHMENT,
    author: (rest) => ('author_name' in rest ? author(rest) : undefined),
    timestamp: (rest) => {
        const time = take<Date | undefined>(rest, 'ts');
        return time && new Date(time);
    },
    fileId: (rest) => rest.fileId,
};

/** Attachments as `IMessage` and `IMessageRaw` carry them: title and author are always objects. */
export async function attachmentsToApp(attachments: AttachmentDoc[] | undefined) {
    return attachments && Promise.all(attachments.map((attachment) => convertFields(attachment, MESSAGE_ATTACHMENT)));
}

/** Attachments as `IThreadRead` carries them. */
export async function threadAttachmentsToApp(attachments: AttachmentDoc[] | undefined) {
    return attachments && Promise.all(attachments.map((attachment) => convertFields(attachment, THREAD_ATTACHMENT)));
}

/** Attachments an app wrote. A timestamp it read as 1970 is stored as 1970, as in the product. */
export function attachmentsToDocs(attachments: IMessageAttachment[] | null | undefined): AttachmentDoc[] | undefined {
    return attachments?.map((attachment) => {
        const given = attachment as IMessageAttachment & Record<string, unknown>;
        const renamed = Object.entries(RENAMED).map(([field, stored]) => [stored, given[field]]);
        return withoutEmpty({
            ...Object.fromEntries(renamed),
            ts: attachment.timestamp,
            author_name: attachment.author?.name,
            author_link: attachment.author?.link,
            author_icon: attachment.author?.icon,
            title: attachment.title?.value,
            title_link: attachment.title?.link,
            title_link_download: attachment.title?.displayDownloadLink,
            ...(given._unmappedProperties_ as object | undefined),
        });
    });
}
