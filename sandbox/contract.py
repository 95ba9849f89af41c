"""The methods of Bot API 10.1 that the sandbox answers, with their parameters; `!` marks the required ones.

A test compares this table with the published specification. Telegram ignores parameters it does not know; the
sandbox does too, and says so in its log, for such a parameter is mostly a slip of the pen.
"""

_THREAD = "message_thread_id direct_messages_topic_id"
_TO = f"business_connection_id chat_id! {_THREAD}"
_QUIET = "disable_notification protect_content"
_REPLY = "reply_parameters reply_markup"
_SENT = f"{_QUIET} allow_paid_broadcast message_effect_id suggested_post_parameters {_REPLY}"
_CAPTION = "caption parse_mode caption_entities"
_LOOK = "show_caption_above_media has_spoiler"
_EDITED = "business_connection_id chat_id message_id inline_message_id"
_PASSED = f"chat_id! {_THREAD} from_chat_id! {_QUIET}"
_POLL = """question! question_parse_mode question_entities options! is_anonymous type allows_multiple_answers
    allows_revoting shuffle_options allow_adding_options hide_results_until_closes members_only country_codes
    correct_option_ids explanation explanation_parse_mode explanation_entities explanation_media open_period
    close_date is_closed description description_parse_mode description_entities media"""
_COMMANDS = "scope language_code"
_TOPIC = "chat_id! message_thread_id!"

_METHODS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": """url! certificate ip_address max_connections allowed_updates drop_pending_updates
        secret_token""",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": f"{_TO} text! parse_mode entities link_preview_options {_SENT}",
    "sendContact": f"{_TO} phone_number! first_name! last_name vcard {_SENT}",
    "sendChatAction": "business_connection_id chat_id! message_thread_id action!",
    "sendPhoto": f"{_TO} photo! {_CAPTION} {_LOOK} {_SENT}",
    "sendDocument": f"{_TO} document! thumbnail {_CAPTION} disable_content_type_detection {_SENT}",
    "sendVideo": f"""{_TO} video! duration width height thumbnail cover start_timestamp supports_streaming
        {_CAPTION} {_LOOK} {_SENT}""",
    "sendVoice": f"{_TO} voice! {_CAPTION} duration {_SENT}",
    "sendMediaGroup": f"{_TO} media! {_QUIET} allow_paid_broadcast message_effect_id reply_parameters",
    "sendPoll": f"""business_connection_id chat_id! message_thread_id {_POLL} {_QUIET} allow_paid_broadcast
        message_effect_id {_REPLY}""",
    "stopPoll": "business_connection_id chat_id! message_id! reply_markup",
    "editMessageText": f"{_EDITED} text parse_mode entities link_preview_options rich_message reply_markup",
    "editMessageCaption": f"{_EDITED} {_CAPTION} show_caption_above_media reply_markup",
    "editMessageMedia": f"{_EDITED} media! reply_markup",
    "editMessageReplyMarkup": f"{_EDITED} reply_markup",
    "deleteMessage": "chat_id! message_id!",
    "deleteMessages": "chat_id! message_ids!",
    "copyMessage": f"""{_PASSED} message_id! video_start_timestamp {_CAPTION} show_caption_above_media
        allow_paid_broadcast message_effect_id suggested_post_parameters {_REPLY}""",
    "copyMessages": f"{_PASSED} message_ids! remove_caption",
    "forwardMessage": f"""{_PASSED} message_id! video_start_timestamp message_effect_id
        suggested_post_parameters""",
    "forwardMessages": f"{_PASSED} message_ids!",
    "answerCallbackQuery": "callback_query_id! text show_alert url cache_time",
    "getFile": "file_id!",
    "setMyCommands": f"commands! {_COMMANDS}",
    "getMyCommands": _COMMANDS,
    "deleteMyCommands": _COMMANDS,
    "setChatMenuButton": "chat_id menu_button",
    "getChatMenuButton": "chat_id",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "getChat": "chat_id!",
    "getChatMember": "chat_id! user_id!",
    "getChatMemberCount": "chat_id!",
    "leaveChat": "chat_id!",
    "pinChatMessage": "business_connection_id chat_id! message_id! disable_notification",
    "unpinChatMessage": "business_connection_id chat_id! message_id",
    "unpinAllChatMessages": "chat_id!",
    "createForumTopic": "chat_id! name! icon_color icon_custom_emoji_id",
    "editForumTopic": f"{_TOPIC} name icon_custom_emoji_id",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
}

REQUIRED = {
    method: frozenset(name[:-1] for name in names.split() if name.endswith("!"))
    for method, names in _METHODS.items()
}
PARAMETERS = {method: frozenset(names.replace("!", " ").split()) for method, names in _METHODS.items()}
