"""Who speaks in a passage, counted without any of our code."""

# In the demo one informant speaks in each.
VOICES = """
    FROM coding_passage passage
    JOIN interviews_transcript text ON text.id = passage.transcript_id
    JOIN interviews_interview interview ON interview.id = text.interview_id
    JOIN interviews_turn turn
      ON turn.transcript_id = text.id AND turn.start < passage.end AND turn.end > passage.start
    JOIN interviews_speaker speaker ON speaker.id = turn.speaker_id
    JOIN interviews_informant informant ON informant.id = speaker.informant_id
"""
