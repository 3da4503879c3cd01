"""Questions with answers in two languages of one site."""

from isogloss.bitext.questions.pairs import MinedQuestions, QuestionPair, mine_questions
from isogloss.bitext.questions.reading import Question, read_questions

__all__ = ["MinedQuestions", "Question", "QuestionPair", "mine_questions", "read_questions"]
